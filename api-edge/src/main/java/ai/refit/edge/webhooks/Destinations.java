package ai.refit.edge.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where webhooks may go. */
public interface Destinations {

    /**
     * The address of a host, to which a webhook then goes and to no other. Looks it up, so it blocks.
     *
     * @param host name or literal address
     * @throws RefusedDestination when nothing may be sent there
     */
    InetAddress address(String host) throws UnknownHostException;

    /** Nothing may be sent there; expected, so without a stack. */
    final class RefusedDestination extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public RefusedDestination() {
            super("URL_NOT_ALLOWED", null, false, false);
        }
    }
}
