/** Résumés: what is handed in to be read, and what was read. */
@NullMarked
package ai.refit.contracts.analysis;

import org.jspecify.annotations.NullMarked;
