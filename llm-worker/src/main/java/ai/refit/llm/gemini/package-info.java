/**
 * The analyst that asks Gemini on Vertex AI: models in an order, one budget of attempts for all of them, answers in the form
 * of the findings or none.
 */
@NullMarked
package ai.refit.llm.gemini;

import org.jspecify.annotations.NullMarked;
