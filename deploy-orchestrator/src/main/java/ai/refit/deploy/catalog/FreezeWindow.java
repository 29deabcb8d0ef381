package ai.refit.deploy.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;

/** A time in which no deployment begins unless an operator approves it. Rollbacks always may. */
public sealed interface FreezeWindow {

    String reason();

    boolean covers(Instant moment);

    /** From one moment to another, the last excluded. */
    record Once(OffsetDateTime from, OffsetDateTime to, String reason) implements FreezeWindow {

        @Override
        public boolean covers(Instant moment) {
            return !moment.isBefore(from.toInstant()) && moment.isBefore(to.toInstant());
        }
    }

    /** On these days between two times of day; when {@code to} is not after {@code from} it ends on the next day. */
    record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, String reason)
            implements FreezeWindow {

        public Weekly {
            days = Set.copyOf(days);
        }

        @Override
        public boolean covers(Instant moment) {
            var local = moment.atZone(zone);
            LocalTime time = local.toLocalTime();
            DayOfWeek today = local.getDayOfWeek();
            if (from.isBefore(to)) {
                return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
            }
            return (days.contains(today) && !time.isBefore(from))
                    || (days.contains(today.minus(1)) && time.isBefore(to));
        }
    }
}
