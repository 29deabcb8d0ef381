package ai.refit.deploy.release;

/** Why a backup was taken. */
public enum BackupKind {
    /** What ran before a rollout. */
    ROLLOUT,
    /** What ran before a rollback; deleted when that succeeded. */
    SAFETY
}
