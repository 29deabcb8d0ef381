package ai.refit.edge.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Only the hosts that {@code REFIT_FETCH_ALLOW} names, letter by letter, on any port. */
@Component
final class AllowedHosts implements Destinations {

    private final Set<String> hosts;

    AllowedHosts(@Value("${refit.webhooks.allow}") String allow) {
        this.hosts = Arrays.stream(allow.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public InetAddress address(String host) throws UnknownHostException {
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new RefusedDestination();
        }
        return InetAddress.getByName(host);
    }
}
