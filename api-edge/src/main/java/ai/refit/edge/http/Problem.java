package ai.refit.edge.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An answer that is no success, as RFC 9457 writes it, with a stable {@code code} that old callers read too.
 *
 * @param code stable, upper case
 * @param detail one sentence for a person
 * @param retryAfter when to try again, null when trying again is no use
 * @param errors one entry a faulty field; empty when the fault is none of a field's
 */
public record Problem(
        HttpStatus status,
        String code,
        String detail,
        @Nullable Duration retryAfter,
        List<FieldError> errors) {

    /**
     * @param field its name, such as {@code skills[3]}
     * @param detail what is wrong with the value
     * @param expected what would be right
     */
    public record FieldError(String field, String detail, String expected) {}

    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, null, List.of());
    }

    public static Problem invalid(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "INVALID_FIELD",
                first.field() + ": " + first.detail() + " (expected: " + first.expected() + ")" + more,
                null,
                errors);
    }

    public static Problem invalid(String field, String detail, String expected) {
        return invalid(List.of(new FieldError(field, detail, expected)));
    }

    public static Problem malformed(String detail) {
        return of(HttpStatus.BAD_REQUEST, "MALFORMED_JSON", detail);
    }

    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, code, detail, retryAfter, List.of());
    }

    public static Problem databaseAway() {
        return unavailable(
                "DATABASE_UNAVAILABLE", "The database is away; new work is not accepted.", Duration.ofSeconds(2));
    }

    static Problem databaseBusy() {
        return unavailable(
                "DATABASE_BUSY",
                "The database did not get to this in time; the same again may.",
                Duration.ofSeconds(1));
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The problem type: our codes are its names. */
    String type() {
        return "urn:refit:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
