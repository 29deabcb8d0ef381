/** What every kind of task has in common on the wire: ids, statuses, the request's envelope and the worker's reports. */
@NullMarked
package ai.refit.contracts.task;

import org.jspecify.annotations.NullMarked;
