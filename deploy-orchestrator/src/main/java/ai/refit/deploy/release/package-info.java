/** Releases and backups of a service on disk: immutable layers, directories that are complete or do not count. */
@NullMarked
package ai.refit.deploy.release;

import org.jspecify.annotations.NullMarked;
