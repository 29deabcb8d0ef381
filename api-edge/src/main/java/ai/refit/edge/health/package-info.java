/** Whether this service can serve, and which part of the outside keeps it from doing so. */
@NullMarked
package ai.refit.edge.health;

import org.jspecify.annotations.NullMarked;
