package ai.refit.edge.webhooks;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import reactor.core.scheduler.Schedulers;

/** Connects to the very address that was checked, so that a name cannot mean something else a moment later. */
final class CheckedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final Destinations destinations;

    CheckedAddresses(Destinations destinations) {
        this.destinations = destinations;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> address) {
                Schedulers.boundedElastic().schedule(() -> {
                    try {
                        address.setSuccess(destinations.address(host));
                    } catch (UnknownHostException | RuntimeException e) {
                        address.setFailure(e);
                    }
                });
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> addresses) {
                Schedulers.boundedElastic().schedule(() -> {
                    try {
                        addresses.setSuccess(List.of(destinations.address(host)));
                    } catch (UnknownHostException | RuntimeException e) {
                        addresses.setFailure(e);
                    }
                });
            }
        }.asAddressResolver();
    }
}
