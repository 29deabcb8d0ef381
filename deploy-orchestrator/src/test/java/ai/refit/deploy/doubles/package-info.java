/**
 * A small service whose releases are made on the spot, in any version and behaviour, for tests on real processes; and
 * a client that puts it under load.
 */
@NullMarked
package ai.refit.deploy.doubles;

import org.jspecify.annotations.NullMarked;
