package ai.refit.deploy.gate;

/** Who serves at the port that is asked; looked up in the system's tables, not in anybody's answer. */
@FunctionalInterface
public interface Proof {

    Listener listener();

    /** Who listens. */
    sealed interface Listener {

        /**
         * The process that we started, or one of its session.
         *
         * @param pid of the process that was started
         * @param release that it was started from
         */
        record Ours(long pid, long startTicks, String release) implements Listener {}

        /** A process that is not ours. */
        record Foreign(long pid) implements Listener {}

        /** Nobody yet, or not any more; somebody may. @param why for people */
        record Nobody(String why) implements Listener {}

        /** Our process ended, and nobody starts it again. @param why for people */
        record Gone(String why) implements Listener {}
    }
}
