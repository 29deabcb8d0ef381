/** The refit command: all services in one JVM with Kafka and PostgreSQL embedded or elsewhere, or one service alone. */
@NullMarked
package ai.refit.standalone;

import org.jspecify.annotations.NullMarked;
