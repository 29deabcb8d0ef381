package ai.refit.deploy.proxy;

import java.util.Optional;

/** What stands in front of a service. All calls wait for their effect and may be repeated. */
public interface Proxy {

    /**
     * Where traffic goes now. Empty when it does not know our service, as after a restart that lost its configuration:
     * {@link #leadTo} puts it back. Always empty when the service has no proxy. @throws ProxyFailure
     */
    Optional<Route> route();

    /** Requests from now on go to that port; those under way end where they began. Ends a hold. @throws ProxyFailure */
    void leadTo(int port);

    /**
     * Requests from now on wait, none is lost; returns when it was seen to hold and the requests under way at that port
     * are over, or after the service's stop grace. @throws ProxyFailure
     */
    void hold(int port);

    /** What is missing for it to be used; empty when nothing. */
    Optional<String> unusable();

    /** @param holding whether requests wait */
    record Route(int port, boolean holding) {}
}
