package ai.refit.llm.fetch;

import ai.refit.contracts.outside.Destination;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves the host of one destination to the addresses that were permitted, and nothing else. To be closed. */
final class PinnedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final Destination destination;

    PinnedAddresses(Destination destination) {
        this.destination = destination;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Pins(executor).asAddressResolver();
    }

    private final class Pins extends InetNameResolver {

        Pins(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) {
            if (isOurs(name)) {
                promise.setSuccess(destination.addresses().getFirst());
            } else {
                promise.setFailure(new UnknownHostException(name));
            }
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
            if (isOurs(name)) {
                promise.setSuccess(destination.addresses());
            } else {
                promise.setFailure(new UnknownHostException(name));
            }
        }

        private boolean isOurs(String name) {
            return name.equalsIgnoreCase(destination.host()) || name.equalsIgnoreCase(destination.host() + ".");
        }
    }
}
