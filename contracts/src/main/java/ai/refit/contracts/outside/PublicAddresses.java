package ai.refit.contracts.outside;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the open internet. The rest, by the IANA registries of special purpose addresses: this machine,
 * its networks, groups, examples, the metadata services of clouds, and all forms that hold an IPv4 address within an IPv6
 * one (mapped, compatible, NAT64, 6to4, Teredo), since what they reach depends on the network they are used in.
 */
final class PublicAddresses {

    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

    private static final List<AddressRange> SPECIAL =
            """
            0.0.0.0/8
            10.0.0.0/8
            100.64.0.0/10
            127.0.0.0/8
            168.63.129.16/32
            169.254.0.0/16
            172.16.0.0/12
            192.0.0.0/24
            192.0.2.0/24
            192.88.99.0/24
            192.168.0.0/16
            198.18.0.0/15
            198.51.100.0/24
            203.0.113.0/24
            224.0.0.0/4
            240.0.0.0/4
            2001::/23
            2001:db8::/32
            2002::/16
            3fff::/20
            """.lines().map(AddressRange::parse).toList();

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        return (address instanceof Inet4Address || GLOBAL_UNICAST.contains(address))
                && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }
}
