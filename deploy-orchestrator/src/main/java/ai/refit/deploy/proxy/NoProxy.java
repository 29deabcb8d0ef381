package ai.refit.deploy.proxy;

import java.util.Optional;

/** Nothing stands in front: whoever asks knows the port. It leads nowhere, so it never has a route. */
final class NoProxy implements Proxy {

    @Override
    public Optional<Route> route() {
        return Optional.empty();
    }

    @Override
    public void leadTo(int port) {}

    @Override
    public void hold(int port) {}

    @Override
    public Optional<String> unusable() {
        return Optional.empty();
    }
}
