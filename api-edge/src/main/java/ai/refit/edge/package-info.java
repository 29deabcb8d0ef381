/** The HTTP API: accepts work, publishes it, answers with the result. */
@NullMarked
package ai.refit.edge;

import org.jspecify.annotations.NullMarked;
