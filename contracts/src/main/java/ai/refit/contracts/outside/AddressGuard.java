package ai.refit.contracts.outside;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which URLs of strangers may be asked: http and https, without credentials, to hosts all of whose addresses belong
 * to the open internet. It resolves the name once and hands out the addresses; whoever resolves again can be led elsewhere.
 * Every redirect needs a decision of its own.
 */
public final class AddressGuard {

    /** Of networks, not of the internet; refused unresolved, so that the answer does not tell which of them exist. */
    private static final Set<String> INSIDE = Set.of(
            "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa", "metadata");
    /** What readers of addresses other than ours take for IPv4: {@code 2130706433}, {@code 0x7f.1}, {@code 017700000001}. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private final Set<String> allowed;
    private final Resolver resolver;

    /**
     * @param allowed hosts that are exempt, as URLs write them, on any port, divided by commas: the value of
     *     {@code REFIT_FETCH_ALLOW}, which may be empty
     */
    public AddressGuard(String allowed) {
        this(allowed, Resolver.SYSTEM);
    }

    public AddressGuard(String allowed, Resolver resolver) {
        this.allowed = Arrays.stream(allowed.split(","))
                .map(host -> bare(host.strip()))
                .filter(host -> !host.isEmpty())
                .collect(toUnmodifiableSet());
        this.resolver = resolver;
    }

    /**
     * @throws AddressRefused when it must not be asked
     * @throws UnknownHostException when the name has no address, or no resolver answered
     */
    public Destination permit(URI url) throws UnknownHostException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new AddressRefused("the URL begins with something else than http:// or https://");
        }
        if (url.getRawAuthority() != null && url.getRawAuthority().indexOf('@') >= 0) {
            throw new AddressRefused("the URL holds credentials");
        }
        if (url.getHost() == null) {
            throw new AddressRefused("the URL names no host, or writes it in an unusual form");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new AddressRefused("the URL's port is none (expected: 1 to 65535)");
        }
        String host = bare(url.getHost());
        boolean exempt = allowed.contains(host);
        if (!exempt && isInside(host)) {
            throw refused();
        }
        List<InetAddress> addresses = addresses(host);
        if (!exempt && !addresses.stream().allMatch(PublicAddresses::contain)) {
            throw refused();
        }
        int port = url.getPort() > 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return new Destination(host, port, addresses);
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        if (host.indexOf(':') >= 0) {
            InetAddress address = host.indexOf('%') >= 0 ? null : InetAddress.ofLiteral(host);
            if (address == null || address instanceof Inet4Address) {
                throw refused();
            }
            return List.of(address);
        }
        if (NUMERIC.matcher(host).matches()) {
            if (!DOTTED.matcher(host).matches()) {
                throw new AddressRefused("the URL writes its address in an unusual form");
            }
            return List.of(InetAddress.ofLiteral(host));
        }
        List<InetAddress> addresses = resolver.resolve(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private static boolean isInside(String host) {
        return INSIDE.contains(host.substring(host.lastIndexOf('.') + 1));
    }

    /** One sentence for an address that is inside and for a name that leads there: it does not tell which. */
    private static AddressRefused refused() {
        return new AddressRefused("the URL leads to a host that is not on the open internet");
    }

    /** In lower case, without the brackets of IPv6 and the dot that may end a name. */
    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
