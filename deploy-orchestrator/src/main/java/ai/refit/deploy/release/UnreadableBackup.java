package ai.refit.deploy.release;

/** A backup that is there and cannot be restored. */
public final class UnreadableBackup extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String id;

    UnreadableBackup(String id, String fault) {
        super(fault);
        this.id = id;
    }

    /** Its timestamp, or its directory's name when that has none. */
    public String id() {
        return id;
    }
}
