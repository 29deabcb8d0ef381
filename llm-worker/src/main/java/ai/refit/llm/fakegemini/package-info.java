/**
 * A double of Vertex AI's prediction service that speaks its protocol: for tests, and to be started by hand so that the whole
 * path can be tried without an account. Nothing of the worker depends on it.
 */
@NullMarked
package ai.refit.llm.fakegemini;

import org.jspecify.annotations.NullMarked;
