/** Reads documents and writes reports; for now it only starts, answers health and shows metrics. */
@NullMarked
package ai.refit.llm;

import org.jspecify.annotations.NullMarked;
