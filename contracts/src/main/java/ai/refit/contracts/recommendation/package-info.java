/** The conversation between edge and embedding worker about one recommendation. */
@NullMarked
package ai.refit.contracts.recommendation;

import org.jspecify.annotations.NullMarked;
