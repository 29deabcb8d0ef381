package ai.refit.deploy.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment ended, as far as people are told.
 *
 * @param state the final state's name, as {@code ROLLED_BACK}
 * @param release that was to serve; null: it never got one
 * @param previous release that served before; null: none
 * @param cause why it did not go on; null: all went well
 * @param warnings what went well but people should know, as that only the code was restored
 * @param instructions paths and commands needed by hand; null: nothing is
 * @param link to the deployment's page; null: there is none that others can open
 */
public record Ending(
        UUID deployment,
        Kind kind,
        String state,
        String service,
        String environment,
        @Nullable String release,
        @Nullable String sha,
        @Nullable String previous,
        String who,
        String reason,
        @Nullable String cause,
        Instant started,
        Instant finished,
        List<String> warnings,
        @Nullable String instructions,
        @Nullable String link) {

    public Ending {
        warnings = List.copyOf(warnings);
    }

    /** What was asked for. */
    public enum Kind {
        DEPLOY,
        RESTORE
    }
}
