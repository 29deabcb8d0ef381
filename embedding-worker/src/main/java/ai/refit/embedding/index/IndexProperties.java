package ai.refit.embedding.index;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param directory of its own, emptied at start
 * @param aliases a directory with tables that extend the shipped dictionary; empty: none
 */
@Validated
@ConfigurationProperties("refit.index")
record IndexProperties(
        @NotNull(message = "expected: a directory") Path directory,

        @NotNull(message = "expected: a directory, or empty")
        String aliases) {}
