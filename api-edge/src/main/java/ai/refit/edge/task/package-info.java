/** The task: its row, its JSON, and the batched writes that keep both cheap. */
@NullMarked
package ai.refit.edge.task;

import org.jspecify.annotations.NullMarked;
