/** Imports of mentors as NDJSON of any length: at once while the caller waits, or from a durable copy as a task. */
@NullMarked
package ai.refit.edge.imports;

import org.jspecify.annotations.NullMarked;
