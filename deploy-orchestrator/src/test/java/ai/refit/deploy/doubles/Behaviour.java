package ai.refit.deploy.doubles;

import java.time.Duration;

/** What a release of the double does, for its whole life. */
public record Behaviour(String name, Duration time) {

    public static Behaviour healthy() {
        return new Behaviour("healthy", Duration.ZERO);
    }

    /** Listens only after that time. */
    public static Behaviour bootsIn(Duration time) {
        return new Behaviour("slow-boot", time);
    }

    public static Behaviour neverListens() {
        return new Behaviour("never-listens", Duration.ZERO);
    }

    /** With status 1 and a last line {@code ModuleNotFoundError: …}. */
    public static Behaviour exitsAtOnce() {
        return new Behaviour("exits-at-once", Duration.ZERO);
    }

    /** Health answers 500; all else works. */
    public static Behaviour unhealthy() {
        return new Behaviour("unhealthy", Duration.ZERO);
    }

    /** Health answers 200 in the name of another release. */
    public static Behaviour namesWrongRelease() {
        return new Behaviour("wrong-release", Duration.ZERO);
    }

    /** Recommendations answer 500. */
    public static Behaviour failsRecommendations() {
        return new Behaviour("smoke-fails", Duration.ZERO);
    }

    /** Recommendations answer well, after that time. */
    public static Behaviour recommendsIn(Duration time) {
        return new Behaviour("smoke-slow", time);
    }

    /** Exits with status 3 that long after its start, without a word. */
    public static Behaviour diesAfter(Duration time) {
        return new Behaviour("dies", time);
    }

    public static Behaviour ignoresSigterm() {
        return new Behaviour("ignores-sigterm", Duration.ZERO);
    }

    /** The content of {@code release.properties}, which the service reads. */
    String settings(String version) {
        return "version=" + version + "\nbehaviour=" + name + "\nseconds=" + time.toMillis() / 1000.0 + "\n";
    }
}
