/**
 * What people hand in for a task. It lies in the database's schema {@code inputs}, written by the edge and read by the
 * worker; messages carry only its id and digest.
 */
@NullMarked
package ai.refit.contracts.input;

import org.jspecify.annotations.NullMarked;
