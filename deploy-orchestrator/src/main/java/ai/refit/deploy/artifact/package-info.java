/** Brings what CI built to this host, verified to the last byte. */
@NullMarked
package ai.refit.deploy.artifact;

import org.jspecify.annotations.NullMarked;
