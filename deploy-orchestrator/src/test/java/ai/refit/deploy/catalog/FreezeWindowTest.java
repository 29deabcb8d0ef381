package ai.refit.deploy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeWindowTest {

    @Test
    void onceCoversItsFirstMomentAndNotItsLast() {
        var window = new FreezeWindow.Once(
                OffsetDateTime.parse("2026-12-24T18:00+09:00"), OffsetDateTime.parse("2026-12-27T09:00Z"), "holidays");

        assertThat(window.covers(Instant.parse("2026-12-24T08:59:59.999Z"))).isFalse();
        assertThat(window.covers(Instant.parse("2026-12-24T09:00:00Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-12-27T08:59:59.999Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-12-27T09:00:00Z"))).isFalse();
    }

    /** 2026-11-27 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "09:00, 17:00, 2026-11-27T09:00+09:00, true",
        "09:00, 17:00, 2026-11-27T08:59:59+09:00, false",
        "09:00, 17:00, 2026-11-27T17:00+09:00, false",
        "09:00, 17:00, 2026-11-28T10:00+09:00, false",
        // Over midnight: it belongs to the day on which it begins.
        "18:00, 08:00, 2026-11-27T17:59+09:00, false",
        "18:00, 08:00, 2026-11-27T18:00+09:00, true",
        "18:00, 08:00, 2026-11-28T07:59+09:00, true",
        "18:00, 08:00, 2026-11-28T08:00+09:00, false",
        "18:00, 08:00, 2026-11-27T07:59+09:00, false",
        // To midnight, and a whole day.
        "18:00, 00:00, 2026-11-27T23:59+09:00, true",
        "18:00, 00:00, 2026-11-28T00:00+09:00, false",
        "00:00, 00:00, 2026-11-27T00:00+09:00, true",
        "00:00, 00:00, 2026-11-28T00:00+09:00, false",
        // The same moments told elsewhere.
        "18:00, 08:00, 2026-11-27T09:00Z, true",
        "18:00, 08:00, 2026-11-27T08:59Z, false",
        "18:00, 08:00, 2026-11-27T18:00-05:00, false"
    })
    void weeklyIsMeantInItsZone(LocalTime from, LocalTime to, OffsetDateTime moment, boolean covered) {
        var window = new FreezeWindow.Weekly(Set.of(DayOfWeek.FRIDAY), from, to, ZoneId.of("Asia/Seoul"), "weekend");

        assertThat(window.covers(moment.toInstant())).isEqualTo(covered);
    }

    @Test
    void weeklyFollowsSummerTime() {
        var window = new FreezeWindow.Weekly(
                Set.of(DayOfWeek.SUNDAY), LocalTime.of(3, 0), LocalTime.of(4, 0), ZoneId.of("Europe/Berlin"), "backup");

        // On 2026-03-29 the hour from 2 to 3 is left out: 3:00 is 1:00 UTC, not 2:00.
        assertThat(window.covers(Instant.parse("2026-03-29T01:00:00Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-03-29T02:00:00Z"))).isFalse();
    }
}
