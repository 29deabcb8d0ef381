package ai.refit.bench;

/** Tells the person who waits what is going on. */
@FunctionalInterface
interface Progress {

    void say(String what);
}
