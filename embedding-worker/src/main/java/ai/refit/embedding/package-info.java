/** Embeds texts, keeps the mentor index, answers recommendation requests. */
@NullMarked
package ai.refit.embedding;

import org.jspecify.annotations.NullMarked;
