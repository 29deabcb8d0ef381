/** What a release must pass: health proven to be its own, smoke requests, the service level. */
@NullMarked
package ai.refit.deploy.gate;

import org.jspecify.annotations.NullMarked;
