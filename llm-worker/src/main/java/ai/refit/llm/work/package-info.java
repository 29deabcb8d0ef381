/**
 * Orders in, reports out: a share group feeds as many slots as the settings say, each works on one task, and the ledger
 * remembers all of them until their reports are with the broker.
 */
@NullMarked
package ai.refit.llm.work;

import org.jspecify.annotations.NullMarked;
