package ai.refit.deploy.intake;

import java.net.InetAddress;

/** What stands for this host and no other. */
final class Loopback {

    private Loopback() {}

    /** By its letters: what a name resolves to changes. */
    static boolean isName(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(literal).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @param authority a host, perhaps with a port, as in the header {@code Host} */
    static boolean isAuthority(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return isName(port ? authority.substring(0, colon) : authority);
    }
}
