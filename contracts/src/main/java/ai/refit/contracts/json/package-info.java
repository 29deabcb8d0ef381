/** The one JSON setup: snake_case names, ISO times, every field present, unknown fields ignored. */
@NullMarked
package ai.refit.contracts.json;

import org.jspecify.annotations.NullMarked;
