/** The conversation about vectors: embed texts, embed one mentor again, embed all of them again. */
@NullMarked
package ai.refit.contracts.embedding;

import org.jspecify.annotations.NullMarked;
