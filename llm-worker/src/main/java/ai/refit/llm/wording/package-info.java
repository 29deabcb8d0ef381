/** The sentences of reports: templates per language in files beside this, and the Korean particles that depend on the word before. */
@NullMarked
package ai.refit.llm.wording;

import org.jspecify.annotations.NullMarked;
