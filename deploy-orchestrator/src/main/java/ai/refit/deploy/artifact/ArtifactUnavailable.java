package ai.refit.deploy.artifact;

/** The artifact could not be brought now: network, store or time. The same call may succeed later. */
public final class ArtifactUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    ArtifactUnavailable(String message) {
        super(message);
    }
}
