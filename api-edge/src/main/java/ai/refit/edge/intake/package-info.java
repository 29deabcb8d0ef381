/** Accepts work: checks bounds, writes the task, publishes its order, and publishes again what a crash left behind. */
@NullMarked
package ai.refit.edge.intake;

import org.jspecify.annotations.NullMarked;
