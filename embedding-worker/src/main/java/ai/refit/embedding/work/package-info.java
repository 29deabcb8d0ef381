/** What comes in over Kafka: recommendation and embedding orders, changes of mentors, and the bulk work that gives way. */
@NullMarked
package ai.refit.embedding.work;

import org.jspecify.annotations.NullMarked;
