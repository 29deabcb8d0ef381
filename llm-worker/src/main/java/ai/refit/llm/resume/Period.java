package ai.refit.llm.resume;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, as precise as the text.
 *
 * @param start {@code 2023}, {@code 2023-04} or {@code 2023-04-01}
 * @param end the same, or {@value #PRESENT}; null when a single date stands there
 */
record Period(@Nullable String start, @Nullable String end) {

    static final String PRESENT = "present";

    /** The first month that a date may mean. */
    static YearMonth first(String date) {
        return date.length() >= 7 ? YearMonth.parse(date.substring(0, 7)) : YearMonth.of(year(date), 1);
    }

    /** The last month that a date may mean. */
    static YearMonth last(String date, YearMonth today) {
        if (date.equals(PRESENT)) {
            return today;
        }
        return date.length() >= 7 ? YearMonth.parse(date.substring(0, 7)) : YearMonth.of(year(date), 12);
    }

    /** The year in which it ended; of what has not ended, in which it began. */
    @Nullable
    String lastYear() {
        String date = end == null || end.equals(PRESENT) ? start : end;
        return date == null ? null : date.substring(0, 4);
    }

    private static int year(String date) {
        return Integer.parseInt(date.substring(0, 4));
    }
}
