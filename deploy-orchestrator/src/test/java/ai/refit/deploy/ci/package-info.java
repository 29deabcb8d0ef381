/** What GitHub runs: the workflows. */
@NullMarked
package ai.refit.deploy.ci;

import org.jspecify.annotations.NullMarked;
