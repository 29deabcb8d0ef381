/** Who works on which task, and what came of it: a row a task, with a fence that grows with every claim. */
@NullMarked
package ai.refit.llm.ledger;

import org.jspecify.annotations.NullMarked;
