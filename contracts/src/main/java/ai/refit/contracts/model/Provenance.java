package ai.refit.contracts.model;

import org.jspecify.annotations.Nullable;

/**
 * Who made a result.
 *
 * @param model its name with its version; of the offline analyst, the version of its rules
 * @param degraded whether a better engine was wanted and could not be had
 * @param reason why this engine made it, such as {@code NO_CREDENTIALS}; null when it was the one wanted
 */
public record Provenance(
        Engine engine,
        String model,
        boolean degraded,
        @Nullable String reason) {}
