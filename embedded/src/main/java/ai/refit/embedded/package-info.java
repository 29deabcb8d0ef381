/** Kafka and PostgreSQL inside this JVM: for the run command, which keeps their data, and for tests, which throw it away. */
@NullMarked
package ai.refit.embedded;

import org.jspecify.annotations.NullMarked;
