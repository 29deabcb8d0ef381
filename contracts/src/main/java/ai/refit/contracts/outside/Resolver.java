package ai.refit.contracts.outside;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {

    /** The resolver of this machine. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * @param host a name, never an address
     * @throws UnknownHostException when it has none, or when nobody could be asked
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
