/** Deployments as rows: what was asked for, where each is, who holds it, and the journal of everything that happened. */
@NullMarked
package ai.refit.deploy.deployment;

import org.jspecify.annotations.NullMarked;
