package ai.refit.contracts.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {

    private final Map<String, List<String>> names = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final AddressGuard guard = new AddressGuard("", this::resolve);

    @Test
    void aPublicHostIsPermittedWithTheAddressesItHasNow() throws UnknownHostException {
        names.put("jobs.example.com", List.of("93.184.215.14", "2606:2800:21f:cb07::1"));

        Destination destination = guard.permit(URI.create("https://Jobs.Example.com/view?id=1"));

        assertThat(destination)
                .isEqualTo(new Destination(
                        "jobs.example.com",
                        443,
                        List.of(
                                InetAddress.ofLiteral("93.184.215.14"),
                                InetAddress.ofLiteral("2606:2800:21f:cb07::1"))));
        assertThat(asked).containsExactly("jobs.example.com");
    }

    @Test
    void theSchemesPortIsMeantWhereTheUrlSaysNone() throws UnknownHostException {
        assertThat(guard.permit(URI.create("http://8.8.8.8/")).port()).isEqualTo(80);
        assertThat(guard.permit(URI.create("HTTPS://8.8.8.8")).port()).isEqualTo(443);
        assertThat(guard.permit(URI.create("http://8.8.8.8:8080/")).port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/a",
                "file:///etc/passwd",
                "jar:http://example.com!/a",
                "gopher://example.com/",
                "//example.com/a",
                "/a",
                "mailto:a@example.com",
                "http:///a",
                "http:a",
                "http://user@example.com/",
                "http://user:word@example.com/",
                "http://example.com:0/",
                "http://example.com:70000/"
            })
    void whatIsNoPlainWebAddressIsRefused(String url) {
        names.put("example.com", List.of("93.184.215.14"));

        assertRefused(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "64:ff9b::a00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void anAddressOutsideTheOpenInternetIsRefusedWhetherWrittenOrNamed(String address) {
        names.put("named.example.com", List.of(address));

        assertRefused("http://" + (address.contains(":") ? "[" + address + "]" : address) + "/");
        assertRefused("https://named.example.com/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255"
            })
    void theNeighboursOfARangeArePermitted(String address) throws UnknownHostException {
        assertThat(guard.permit(URI.create("http://" + address + "/")).addresses())
                .containsExactly(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://8.8.8.008/",
                "http://8.8.8.8.8/",
                "http://256.1.1.1/",
                "http://1.2.3/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:8.8.8.8]/",
                "http://[fe80::1%25eth0]/",
                "http://foo_bar/",
                "http://127.0.0.1./"
            })
    void anOddSpellingOfAnAddressIsRefusedUnresolved(String url) {
        assertRefused(url);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "api.localhost",
                "metadata",
                "metadata.google.internal",
                "printer.local",
                "db.prod.internal",
                "nas.lan",
                "1.0.0.127.in-addr.arpa"
            })
    void aNameOfTheInsideIsRefusedUnresolved(String host) {
        assertRefused("http://" + host + "/");
        assertThat(asked).isEmpty();
    }

    @Test
    void aHostWithOneForbiddenAddressIsRefusedWhole() {
        names.put("half.example.com", List.of("93.184.215.14", "10.0.0.7"));

        assertRefused("http://half.example.com/");
    }

    @Test
    void theRefusalTellsNoAddress() {
        names.put("inside.example.com", List.of("10.1.2.3"));

        var refusal = catchThrowableOfType(
                AddressRefused.class, () -> guard.permit(URI.create("http://inside.example.com/?key=s3cret")));

        assertThat(refusal.code()).isEqualTo("URL_NOT_ALLOWED");
        assertThat(refusal.getMessage()).doesNotContain("10.1.2.3", "s3cret");
    }

    @Test
    void anAllowedHostIsPermittedOnAnyPortButOnlyUnderThatName() throws UnknownHostException {
        names.put("intranet", List.of("10.0.0.9"));
        names.put("other.example.com", List.of("127.0.0.1"));
        var lenient = new AddressGuard(" 127.0.0.1, Intranet ,[::1],", this::resolve);

        assertThat(lenient.permit(URI.create("http://127.0.0.1:9000/a")).port()).isEqualTo(9000);
        assertThat(lenient.permit(URI.create("http://[::1]:81/")).host()).isEqualTo("::1");
        assertThat(lenient.permit(URI.create("https://intranet/")).addresses())
                .containsExactly(InetAddress.ofLiteral("10.0.0.9"));
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> lenient.permit(URI.create("http://other.example.com/")));
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> lenient.permit(URI.create("http://2130706433/")));
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> lenient.permit(URI.create("ftp://127.0.0.1/")));
    }

    @Test
    void aNameWithoutAddressIsUnknownNotRefused() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> guard.permit(URI.create("http://nowhere.example.com/")));
    }

    private void assertRefused(String url) {
        assertThatExceptionOfType(AddressRefused.class).isThrownBy(() -> guard.permit(URI.create(url)));
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        asked.add(host);
        List<String> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found.stream().map(InetAddress::ofLiteral).toList();
    }
}
