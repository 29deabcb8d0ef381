/** Starts and stops the processes of a service, and touches none that is not proven ours. */
@NullMarked
package ai.refit.deploy.process;

import org.jspecify.annotations.NullMarked;
