package ai.refit.contracts.outside;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a URL leads, and was permitted to lead when the guard was asked. Connect to one of these addresses and to no other:
 * the name may mean something else by now.
 *
 * @param host as the URL writes it, in lower case, IPv6 without brackets; for the Host header and SNI
 * @param port the scheme's own when the URL says none
 * @param addresses at least one
 */
public record Destination(String host, int port, List<InetAddress> addresses) {

    public Destination {
        addresses = List.copyOf(addresses);
    }
}
