/** Moves deployments: claims what is due, looks at the host, does what is missing, saves what it led to. */
@NullMarked
package ai.refit.deploy.run;

import org.jspecify.annotations.NullMarked;
