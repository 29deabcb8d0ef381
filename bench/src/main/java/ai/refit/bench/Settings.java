package ai.refit.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param requests of the load test with five at a time, each round; one at a time it is three times as many
 * @param loadTime under 32 at a time, over all rounds, of each contestant
 * @param warmUp under 32 at a time, of each contestant
 * @param rounds in which the contestants take turns
 * @param upserts how many mentors are put
 * @param starts of each kind
 * @param mentors to recommend from
 * @param searchMentors of the search alone
 * @param data a directory of our own, emptied before and after
 * @param jvm more options for the JVM of the system
 */
record Settings(
        int requests,
        Duration loadTime,
        Duration warmUp,
        int rounds,
        int upserts,
        int starts,
        int mentors,
        int searchMentors,
        Path data,
        List<String> jvm) {}
