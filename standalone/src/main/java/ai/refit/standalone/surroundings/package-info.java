/** Kafka and PostgreSQL that exist already: where they are, and how a command looks into them. */
@NullMarked
package ai.refit.standalone.surroundings;

import org.jspecify.annotations.NullMarked;
