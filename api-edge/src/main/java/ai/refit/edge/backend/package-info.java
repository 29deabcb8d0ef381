/** The product backend as the source of profiles, when its address is set. */
@NullMarked
package ai.refit.edge.backend;

import org.jspecify.annotations.NullMarked;
