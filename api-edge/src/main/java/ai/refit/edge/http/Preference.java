package ai.refit.edge.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How long a caller wants to wait, from the header {@code Prefer} (RFC 7240). Unknown preferences are ignored, as the
 * RFC asks.
 *
 * @param patience how long to wait for a final state
 * @param applied the value of {@code Preference-Applied}, null when no preference was given
 */
public record Preference(Duration patience, @Nullable String applied) {

    private static final Duration CAP = Duration.ofSeconds(30);

    /** @param otherwise how long the route waits without a preference */
    public static Preference of(HttpHeaders headers, Duration otherwise) {
        Preference wait = null;
        for (String line : headers.getOrDefault("Prefer", List.of())) {
            for (String item : line.split("[,;]")) {
                String preference = item.trim().toLowerCase(Locale.ROOT);
                if (preference.equals("respond-async")) {
                    return new Preference(Duration.ZERO, "respond-async");
                }
                if (preference.startsWith("wait=") && wait == null) {
                    wait = seconds(preference.substring("wait=".length()));
                }
            }
        }
        return wait == null ? new Preference(otherwise, null) : wait;
    }

    private static @Nullable Preference seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        Duration wait = asked.compareTo(CAP) > 0 ? CAP : asked;
        return new Preference(wait, "wait=" + wait.toSeconds());
    }
}
