package ai.refit.contracts.input;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of an order for work on documents and texts. Topics {@code analysis.requested}, {@code posting.requested} and
 * {@code report.requested}, key {@code task_id}.
 *
 * @param inputId row of {@code inputs.inputs}
 * @param sha256 hexadecimal digest of the row's request and file
 * @param caller whose money it is: results of earlier work are shared within one caller only
 * @param force whether the work is done even when an earlier result for the same input is known
 */
public record InputReference(
        UUID inputId, String sha256, @Nullable String caller, boolean force) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent field
    public InputReference {
        if (inputId == null || sha256 == null) {
            throw new IllegalArgumentException("input_id or sha256 is missing");
        }
    }
}
