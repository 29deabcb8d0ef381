package ai.refit.deploy.run;

/**
 * Told where a step is, right then. Production does nothing with it; the tests kill the process there.
 */
@FunctionalInterface
public interface Checkpoints {

    Checkpoints NONE = (_, _, _) -> {};

    enum Moment {
        /** The intent is written, nothing was done. */
        BEFORE,
        /** An effect was made and nobody was told of it; or, in a step that only looks, it has begun to look. */
        DURING,
        /** The step is over, and what it led to is not saved. */
        AFTER
    }

    /** @param effect the name of the effect that was made; the step's own name outside of effects */
    void reached(String step, Moment moment, String effect);
}
