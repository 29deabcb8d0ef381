package ai.refit.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

final class PreferenceTest {

    private static final Duration ROUTE = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            respond-async           | 0  | respond-async
            Respond-Async           | 0  | respond-async
            wait=7                  | 7  | wait=7
            wait=30                 | 30 | wait=30
            wait=31                 | 30 | wait=30
            wait=999999999          | 30 | wait=30
            wait=0                  | 0  | wait=0
            wait=3, wait=9          | 3  | wait=3
            handling=lenient, wait=2| 2  | wait=2
            wait=10, respond-async  | 0  | respond-async
            wait=10; foo=bar        | 10 | wait=10
            wait=                   | 5  |
            wait=-1                 | 5  |
            wait=1.5                | 5  |
            wait=99999999999999999  | 5  |
            return=minimal          | 5  |
            """)
    void theHeaderSaysHowLongToWait(String header, long seconds, @Nullable String applied) {
        var headers = new HttpHeaders();
        headers.add("Prefer", header);
        assertThat(Preference.of(headers, ROUTE)).isEqualTo(new Preference(Duration.ofSeconds(seconds), applied));
    }

    @Test
    void severalHeaderLinesAreOneList() {
        var headers = new HttpHeaders();
        headers.add("prefer", "handling=strict");
        headers.add("Prefer", "wait=4");
        assertThat(Preference.of(headers, ROUTE).patience()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void withoutTheHeaderTheRouteDecides() {
        assertThat(Preference.of(new HttpHeaders(), ROUTE)).isEqualTo(new Preference(ROUTE, null));
    }
}
