/** What calls of language models cost: limits that refuse before money is spent, an account of every call, answers kept. */
@NullMarked
package ai.refit.llm.budget;

import org.jspecify.annotations.NullMarked;
