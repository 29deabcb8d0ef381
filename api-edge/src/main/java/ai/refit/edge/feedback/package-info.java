/** What became of a recommendation: shown, clicked, requested, accepted. */
@NullMarked
package ai.refit.edge.feedback;

import org.jspecify.annotations.NullMarked;
