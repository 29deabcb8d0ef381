package ai.refit.standalone;

import java.io.PrintStream;
import java.time.Duration;

/** Says what is going on, in words for the person who waits. */
@FunctionalInterface
interface Progress {

    Progress SILENT = (what, detail, took) -> {};

    /**
     * Something is done.
     *
     * @param what the thing, such as {@code Kafka}
     * @param detail what came of it, such as its address
     * @param took how long it took
     */
    void done(String what, String detail, Duration took);

    /** One line each. */
    static Progress to(PrintStream out) {
        return (what, detail, took) -> out.printf("  %-20s %-40s %5.1f s%n", what, detail, took.toMillis() / 1000.0);
    }
}
