package ai.refit.contracts.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A résumé to be read: exactly one of the file that lies beside this, {@code text} and {@code fileUrl}. Schema
 * {@code inputs}; never a message.
 *
 * @param fileUrl where the file is fetched from; it may carry a signature, so it is never logged
 * @param names of people that are masked wherever they stand
 * @param unmasked whether personal data comes back in the result; models, logs and messages see it masked all the same
 */
public record AnalysisRequest(
        @Nullable String text, @Nullable String fileUrl, List<String> names, boolean unmasked) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public AnalysisRequest {
        names = names == null ? List.of() : List.copyOf(names);
    }
}
