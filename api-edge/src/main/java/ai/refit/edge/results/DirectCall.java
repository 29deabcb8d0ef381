package ai.refit.edge.results;

import ai.refit.edge.http.Preference;
import ai.refit.edge.intake.IntakeProperties.Documents;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * A call of the product backend, which reads no 202: it is answered when its task is final, and the task expires when
 * nobody waits any longer. With a preference it is a task like any other.
 *
 * @param deadline of its task
 */
public record DirectCall(Preference preference, Duration deadline) {

    /** An expired task is seen a moment after its deadline. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    public static DirectCall of(HttpHeaders headers, Documents settings) {
        Preference preference = Preference.of(headers, settings.patience().plus(GRACE));
        return new DirectCall(preference, preference.applied() == null ? settings.patience() : settings.deadline());
    }

    /** Work that its caller polls for. */
    public static DirectCall async(Documents settings) {
        return new DirectCall(new Preference(Duration.ZERO, "respond-async"), settings.deadline());
    }

    /** Whether the caller takes nothing but a final state. */
    public boolean mustEnd() {
        return preference.applied() == null;
    }
}
