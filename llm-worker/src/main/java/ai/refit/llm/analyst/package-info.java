/**
 * What an analyst says of texts, whoever it is: a language model or the rules that ship. Findings are claims with the words on
 * which they rest; numbers are computed from them elsewhere, never taken from an analyst.
 */
@NullMarked
package ai.refit.llm.analyst;

import org.jspecify.annotations.NullMarked;
