package ai.refit.deploy.proxy;

/** The proxy did not do as it was told; the same call may succeed later. */
public final class ProxyFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ProxyFailure(String message) {
        super(message);
    }
}
