/** The topics: names, keys, partitions, retention, their creation, and what every message on them has. */
@NullMarked
package ai.refit.contracts.topic;

import org.jspecify.annotations.NullMarked;
