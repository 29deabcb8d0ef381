/** The routes that ask for recommendations and for vectors. */
@NullMarked
package ai.refit.edge.recommendations;

import org.jspecify.annotations.NullMarked;
