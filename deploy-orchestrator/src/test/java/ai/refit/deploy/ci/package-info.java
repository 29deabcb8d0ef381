/** What GitHub runs: the workflows, and their script against a server that plays the orchestrator. */
@NullMarked
package ai.refit.deploy.ci;

import org.jspecify.annotations.NullMarked;
