/** The routes that have résumés read, and what is kept of the readings. */
@NullMarked
package ai.refit.edge.analyses;

import org.jspecify.annotations.NullMarked;
