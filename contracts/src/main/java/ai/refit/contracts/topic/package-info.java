/** The topics: names, keys, partitions, retention, and their creation. */
@NullMarked
package ai.refit.contracts.topic;

import org.jspecify.annotations.NullMarked;
