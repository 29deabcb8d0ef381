package ai.refit.deploy.watch;

import ai.refit.deploy.intake.Problem;
import java.util.Collection;
import org.springframework.http.HttpStatus;

/** What can be wrong with a question. */
final class Problems {

    private Problems() {}

    static Problem noDeployment(String id) {
        return Problem.of(HttpStatus.NOT_FOUND, "DEPLOYMENT_NOT_FOUND", "There is no deployment " + id + ".");
    }

    /** @param known keys of all services */
    static Problem noService(String key, Collection<String> known) {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "UNKNOWN_SERVICE",
                "There is no service " + key + " (expected: "
                        + (known.isEmpty() ? "none is described" : "one of " + String.join(", ", known)) + ").");
    }

    static Problem invalid(String parameter, String value, String expected) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "INVALID_FIELD",
                parameter + ": is '" + value + "' (expected: " + expected + ")");
    }
}
