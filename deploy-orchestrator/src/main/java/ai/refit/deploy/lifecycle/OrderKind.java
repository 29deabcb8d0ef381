package ai.refit.deploy.lifecycle;

/** What was asked for. */
public enum OrderKind {
    /** A new artifact. */
    DEPLOY,
    /** What a backup holds, as a new release. */
    RESTORE
}
