package ai.refit.deploy.catalog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The entry {@code freeze}. */
final class FreezeDescription {

    private static final Form<OffsetDateTime> MOMENT = Form.form(
            "a date and time with its offset, as 2026-12-24T18:00+09:00",
            OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
            OffsetDateTime::parse);
    private static final Form<LocalTime> TIME =
            Form.form("a time of day, as 18:00", LocalTime.MIDNIGHT, LocalTime::parse);
    private static final Form<ZoneId> ZONE =
            Form.form("a time zone, as Asia/Seoul", ZoneOffset.UTC, text -> ZoneId.of(text));
    private static final Form<DayOfWeek> DAY =
            Form.form("a day of the week, as fri or friday", DayOfWeek.MONDAY, FreezeDescription::day);

    private FreezeDescription() {}

    static List<FreezeWindow> read(Section service) {
        List<FreezeWindow> windows = service.optionalSection("freeze", FreezeDescription::windows);
        return windows == null ? List.of() : windows;
    }

    private static List<FreezeWindow> windows(Section freeze) {
        return Stream.<FreezeWindow>concat(
                        freeze.sections("once", FreezeDescription::once).stream(),
                        freeze.sections("weekly", FreezeDescription::weekly).stream())
                .toList();
    }

    private static FreezeWindow.Once once(Section once) {
        OffsetDateTime from = once.required("from", MOMENT);
        OffsetDateTime to = once.required("to", MOMENT);
        if (once.has("from") && !to.equals(MOMENT.instead())) {
            once.expect(from.isBefore(to), "to", once.shown("to"), "later than from");
        }
        return new FreezeWindow.Once(from, to, once.required("reason", Form.TEXT));
    }

    private static FreezeWindow.Weekly weekly(Section weekly) {
        List<DayOfWeek> days = weekly.list("days", DAY, each -> !each.isEmpty(), "a list of days, as [fri, sat]");
        var all = EnumSet.noneOf(DayOfWeek.class);
        all.addAll(days);
        return new FreezeWindow.Weekly(
                all,
                weekly.required("from", TIME),
                weekly.required("to", TIME),
                weekly.required("zone", ZONE),
                weekly.required("reason", Form.TEXT));
    }

    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(each -> Stream.of(TextStyle.SHORT, TextStyle.FULL)
                        .anyMatch(style ->
                                each.getDisplayName(style, Locale.ENGLISH).equalsIgnoreCase(text)))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }
}
