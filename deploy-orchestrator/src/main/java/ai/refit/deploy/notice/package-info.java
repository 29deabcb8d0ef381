/** Tells people how deployments ended. Notices are rows, written with the final state and sent to Discord later. */
@NullMarked
package ai.refit.deploy.notice;

import org.jspecify.annotations.NullMarked;
