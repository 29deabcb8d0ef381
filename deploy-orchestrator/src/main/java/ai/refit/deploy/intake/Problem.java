package ai.refit.deploy.intake;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An answer that is no success (RFC 9457), with a stable {@code code}; expected, so without a stack. */
public final class Problem extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    /** The property that programs go by. */
    static final String CODE = "code";
    /** What is wrong with single fields: a list of {@link Fault}. */
    static final String ERRORS = "errors";

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String code;

    /**
     * @param field its name, as {@code artifact.size}
     * @param fault what is wrong with its value
     * @param expected what would be right
     */
    record Fault(String field, String fault, String expected) implements Serializable {}

    private Problem(HttpStatus status, String code, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
        this.code = code;
        getBody().setProperty(CODE, code);
    }

    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail);
    }

    static Problem malformed(String detail) {
        return of(HttpStatus.BAD_REQUEST, "MALFORMED_JSON", detail);
    }

    static Problem invalid(List<Fault> faults) {
        Fault first = faults.getFirst();
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
        Problem problem = of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "INVALID_FIELD",
                first.field() + ": " + first.fault() + " (expected: " + first.expected() + ")" + more);
        problem.getBody().setProperty(ERRORS, List.copyOf(faults));
        return problem;
    }

    /** @param challenge of {@code WWW-Authenticate} */
    static Problem unauthorized(String code, String detail, String challenge) {
        Problem problem = of(HttpStatus.UNAUTHORIZED, code, detail);
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return problem;
    }

    static Problem databaseAway() {
        Problem problem = of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "DATABASE_UNAVAILABLE",
                "The database is away: nothing was recorded. The same again may succeed.");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY.toSeconds()));
        return problem;
    }

    String code() {
        return code;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
