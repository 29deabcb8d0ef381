/** The analyst that needs nobody: rules that ship, for all three kinds of work. */
@NullMarked
package ai.refit.llm.offline;

import org.jspecify.annotations.NullMarked;
