/** Reports on a résumé and a posting: what is handed in, and the ten sections that come back. */
@NullMarked
package ai.refit.contracts.report;

import org.jspecify.annotations.NullMarked;
