/** Drives deployments and rollbacks; for now it only starts, answers health and shows metrics. */
@NullMarked
package ai.refit.deploy;

import org.jspecify.annotations.NullMarked;
