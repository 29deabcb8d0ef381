/** Files and texts as one plain text, with their layout where it carries meaning. */
@NullMarked
package ai.refit.llm.document;

import org.jspecify.annotations.NullMarked;
