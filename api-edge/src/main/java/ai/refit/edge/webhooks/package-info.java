/** Who asked for it is told when a task is final: signed as Standard Webhooks say, tried again for hours, every attempt on record. */
@NullMarked
package ai.refit.edge.webhooks;

import org.jspecify.annotations.NullMarked;
