/** The edge alone on real Kafka and PostgreSQL; the tests play the workers, over the contracts. */
@NullMarked
package ai.refit.edge;

import org.jspecify.annotations.NullMarked;
