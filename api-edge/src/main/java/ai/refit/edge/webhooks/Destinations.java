package ai.refit.edge.webhooks;

import ai.refit.contracts.outside.AddressGuard;
import ai.refit.contracts.outside.AddressRefused;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where webhooks may go: the open internet, and the hosts that {@code REFIT_FETCH_ALLOW} names. */
@Component
final class Destinations {

    private final AddressGuard guard;

    Destinations(@Value("${refit.webhooks.allow}") String allow) {
        this.guard = new AddressGuard(allow);
    }

    /**
     * The address of a host, to which a webhook then goes and to no other. Looks it up, so it blocks.
     *
     * @param host name or literal address
     * @throws AddressRefused when nothing may be sent there
     */
    InetAddress address(String host) throws UnknownHostException {
        try {
            return guard.permit(new URI("https", host, "/", null)).addresses().getFirst();
        } catch (URISyntaxException e) {
            throw new UnknownHostException(host);
        }
    }
}
