/** Drives deployments and rollbacks as a durable state machine: {@code lifecycle} decides, {@code run} acts. */
@NullMarked
package ai.refit.deploy;

import org.jspecify.annotations.NullMarked;
