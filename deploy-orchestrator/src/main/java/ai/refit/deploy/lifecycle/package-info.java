/** What a deployment may be, what may happen to it, and what is to be done next: pure decisions, no effect. */
@NullMarked
package ai.refit.deploy.lifecycle;

import org.jspecify.annotations.NullMarked;
