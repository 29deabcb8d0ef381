package ai.refit.deploy.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;

/** Ids of releases: {@code <yyyyMMddHHmmss>-<first 12 digits of sha>}, UTC. */
final class ReleaseIds {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int SHA_DIGITS = 12;

    private ReleaseIds() {}

    /** The first that is not taken, at that moment or later. */
    static String free(Instant moment, String sha, Predicate<String> taken) {
        Instant second = moment;
        while (taken.test(of(second, sha))) {
            second = second.plusSeconds(1);
        }
        return of(second, sha);
    }

    /** Of the release that is made when that one failed and so did the way back: the same whenever it is asked. */
    static String after(String release, String sha) {
        Instant moment = SECOND.parse(release.substring(0, release.indexOf('-')), Instant::from);
        return of(moment.plusSeconds(1), sha);
    }

    private static String of(Instant moment, String sha) {
        return SECOND.format(moment) + "-" + sha.substring(0, SHA_DIGITS);
    }
}
