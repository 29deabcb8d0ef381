/** Personal data in texts, masked before a model, a log line or a message can see it. */
@NullMarked
package ai.refit.llm.privacy;

import org.jspecify.annotations.NullMarked;
