package ai.refit.llm.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.refit.contracts.outside.AddressGuard;
import ai.refit.llm.document.UnreadableDocument;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Against real servers on loopback addresses, under names that only these tests know. */
final class FetcherIT {

    private static final byte[] PDF = "%PDF-1.7 …".getBytes(UTF_8);

    private final PlayedHost host = new PlayedHost();
    private final Map<String, Queue<String>> names = new ConcurrentHashMap<>(Map.of(
            "jobs.example", new ArrayDeque<>(List.of("127.0.0.1")),
            "inside.example", new ArrayDeque<>(List.of("127.0.0.1")),
            "metadata.example", new ArrayDeque<>(List.of("169.254.169.254"))));
    private final List<String> resolved = new CopyOnWriteArrayList<>();
    private final AddressGuard guard = new AddressGuard("jobs.example,127.0.0.1", this::resolve);
    private final Fetcher fetcher = new Fetcher(
            properties(Duration.ofSeconds(10)), guard, HttpClient.create(ConnectionProvider.newConnection()));

    @AfterEach
    void stop() {
        fetcher.close();
        host.close();
    }

    @Test
    void aDocumentComesWithItsBytesItsTypeAndItsLastUrl() {
        host.answer("/cv.pdf", 200, "Application/PDF; name=cv.pdf", PDF);

        Fetched fetched = fetcher.fetch(at("/cv.pdf"), Accepts.PDF);

        assertThat(fetched.bytes()).isEqualTo(PDF);
        assertThat(fetched.mediaType()).isEqualTo("application/pdf");
        assertThat(fetched.uri()).isEqualTo(at("/cv.pdf"));
    }

    @Test
    void aSignedLinkArrivesByteForByteAndWithoutHeadersThatBreakTheSignature() {
        host.answer("/bucket/", 200, "binary/octet-stream", PDF);
        String signed =
                "/bucket/%EC%9D%B4%EB%A0%A5%EC%84%9C+1%2B2.pdf?X-Amz-Credential=AK%2F20261123%2Fap-northeast-2%2Fs3%2Faws4_request"
                        + "&X-Amz-SignedHeaders=host&response-content-disposition=inline%3B%20filename%3D%22a%22&X-Amz-Signature=0aF~_-.";

        fetcher.fetch("http://jobs.example:" + host.port() + signed, Accepts.PDF);

        PlayedHost.Asked asked = host.asked().getFirst();
        assertThat(asked.target()).isEqualTo(signed);
        assertThat(asked.headers().keySet())
                .containsExactlyInAnyOrder("Host", "User-agent", "Accept", "Accept-encoding");
        assertThat(asked.header("Host")).containsExactly("jobs.example:" + host.port());
        assertThat(asked.header("User-agent")).containsExactly("Re-Fit-AI test");
    }

    @Test
    void hangulAndBlanksInAUrlAreEncodedAsBrowsersDo() {
        host.page("/", "<p>ok</p>");

        fetcher.fetch("  http://jobs.example:" + host.port() + "/채용/a b?q=백엔드|1#here ", Accepts.POSTING);

        assertThat(host.asked().getFirst().target())
                .isEqualTo("/%EC%B1%84%EC%9A%A9/a%20b?q=%EB%B0%B1%EC%97%94%EB%93%9C%7C1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http://[::1", "%%%", "http://jobs.example/%zz", "http://jobs.example:port/"})
    void aMalformedUrlIsInvalid(String url) {
        assertThat(failureCode(() -> fetcher.fetch(url, Accepts.POSTING))).isIn("URL_INVALID", "URL_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreFollowedWithoutCookies(int status) {
        host.redirect("/a", status, "b?x=1");
        host.redirect("/b", status, "http://127.0.0.1:" + host.port() + "/c");
        host.page("/c", "<p>here</p>");

        Fetched fetched = fetcher.fetch(at("/a"), Accepts.POSTING);

        assertThat(fetched.text()).isEqualTo("<p>here</p>");
        assertThat(fetched.uri().getPath()).isEqualTo("/c");
        assertThat(host.asked()).extracting(PlayedHost.Asked::target).containsExactly("/a", "/b?x=1", "/c");
        assertThat(host.asked())
                .allSatisfy(asked -> assertThat(asked.header("Cookie")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "http://inside.example:PORT/secret",
        "http://metadata.example/latest/meta-data/",
        "//inside.example:PORT/secret",
        "http://localhost:PORT/secret",
        "http://[::1]:PORT/secret",
        "http://2130706433:PORT/secret",
        "http://jobs.example@inside.example:PORT/secret",
        "file:///etc/passwd"
    })
    void aRedirectToTheInsideIsRefusedUnasked(String location) {
        host.redirect("/a", 302, location.replace("PORT", String.valueOf(host.port())));
        host.page("/secret", "<p>secret</p>");

        assertThat(failureCode(() -> fetcher.fetch(at("/a"), Accepts.POSTING))).isEqualTo("URL_NOT_ALLOWED");
        assertThat(host.asked()).hasSize(1);
    }

    @Test
    void aRedirectMayHoldHangulUnencoded() {
        host.redirect("/a", 302, new String("/채용 공고".getBytes(UTF_8), ISO_8859_1));
        host.page("/", "<p>here</p>");

        fetcher.fetch(at("/a"), Accepts.POSTING);

        assertThat(host.asked().getLast().target()).isEqualTo("/%EC%B1%84%EC%9A%A9%20%EA%B3%B5%EA%B3%A0");
    }

    @Test
    void aRedirectLoopEndsAfterFiveHops() {
        host.redirect("/a", 302, "/a");

        assertThat(failureCode(() -> fetcher.fetch(at("/a"), Accepts.POSTING))).isEqualTo("FETCH_FAILED");
        assertThat(host.asked()).hasSize(6);
    }

    @Test
    void aNameThatChangesBetweenCheckAndUseLeadsNowhereElse() {
        try (var other = new PlayedHost("127.0.0.2", host.port(), null)) {
            names.put("jobs.example", new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2")));
            host.page("/", "<p>first</p>");
            other.page("/", "<p>second</p>");

            assertThat(fetcher.fetch(at("/"), Accepts.POSTING).text()).isEqualTo("<p>first</p>");
            assertThat(resolved).containsExactly("jobs.example");
            assertThat(fetcher.fetch(at("/"), Accepts.POSTING).text()).isEqualTo("<p>second</p>");
        }
    }

    @Test
    void aNameThatLeadsInsideIsRefusedUnasked() {
        names.put("leading.example", new ArrayDeque<>(List.of("127.0.0.1")));

        assertThat(failureCode(() -> fetcher.fetch("http://leading.example:" + host.port() + "/", Accepts.POSTING)))
                .isEqualTo("URL_NOT_ALLOWED");
        assertThat(host.asked()).isEmpty();
    }

    @Test
    void theNextAddressIsTriedWhenTheFirstRefusesTheConnection() {
        names.put("jobs.example", new ArrayDeque<>(List.of("127.0.0.9 127.0.0.1")));
        host.page("/", "<p>up</p>");

        assertThat(fetcher.fetch(at("/"), Accepts.POSTING).text()).isEqualTo("<p>up</p>");
    }

    @Test
    void aSlowDripEndsWithTheTime() {
        host.play("/drip", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write('x');
                    out.flush();
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try (var hasty = new Fetcher(
                properties(Duration.ofMillis(400)), guard, HttpClient.create(ConnectionProvider.newConnection()))) {
            Throwable failure = catchThrowable(() -> hasty.fetch(at("/drip"), Accepts.POSTING));

            assertThat(failure).isInstanceOf(Unreachable.class).hasMessageStartingWith("FETCH_TIMEOUT");
        }
    }

    @Test
    void anEndlessBodyEndsAtTheLimit() {
        host.play("/endless", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[8192];
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write(part);
                }
            }
        });

        assertThat(failureCode(() -> fetcher.fetch(at("/endless"), Accepts.POSTING)))
                .isEqualTo("DOCUMENT_TOO_LARGE");
    }

    @Test
    void eachPurposeHasItsLimit() {
        byte[] body = new byte[1_500 * 1024];
        host.answer("/page", 200, "text/html", body);
        host.answer("/file", 200, "application/pdf", body);

        assertThat(failureCode(() -> fetcher.fetch(at("/page"), Accepts.POSTING)))
                .isEqualTo("DOCUMENT_TOO_LARGE");
        assertThat(fetcher.fetch(at("/file"), Accepts.PDF).bytes()).hasSize(body.length);
    }

    @Test
    void gzipIsUnpacked() {
        packed("/packed", gzip("<p>백엔드 개발자</p>".getBytes(UTF_8)), "gzip");

        assertThat(fetcher.fetch(at("/packed"), Accepts.POSTING).text()).isEqualTo("<p>백엔드 개발자</p>");
    }

    @Test
    void aGzipBombEndsAtTheLimit() {
        packed("/bomb", gzip(new byte[50 * 1024 * 1024]), "gzip");

        assertThat(failureCode(() -> fetcher.fetch(at("/bomb"), Accepts.POSTING)))
                .isEqualTo("DOCUMENT_TOO_LARGE");
    }

    @Test
    void brokenOrStrangePackingIsRefused() {
        packed("/broken", PDF, "gzip");
        packed("/twice", gzip(gzip(PDF)), "gzip, gzip");

        assertThat(failureCode(() -> fetcher.fetch(at("/broken"), Accepts.POSTING)))
                .isEqualTo("FETCH_FAILED");
        assertThat(failureCode(() -> fetcher.fetch(at("/twice"), Accepts.POSTING)))
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTING, application/pdf",
        "POSTING, application/json",
        "POSTING, image/png",
        "POSTING, ''",
        "PDF, text/html",
        "PDF, image/jpeg",
        "PDF, application/zip"
    })
    void contentOfAnotherKindIsRefused(Accepts accepts, String type) {
        host.answer("/other", 200, type, PDF);

        assertThat(failureCode(() -> fetcher.fetch(at("/other"), accepts))).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "401, false",
        "403, false",
        "404, false",
        "410, false",
        "204, false",
        "304, false",
        "408, true",
        "429, true",
        "500, true",
        "502, true",
        "503, true"
    })
    void whatMayPassIsToldApartFromWhatStays(int status, boolean passing) {
        host.answer("/status", status, "text/html", new byte[0]);

        Throwable failure = catchThrowable(() -> fetcher.fetch(at("/status"), Accepts.POSTING));

        assertThat(failure)
                .isInstanceOf(passing ? Unreachable.class : UnreadableDocument.class)
                .hasMessage("FETCH_FAILED: the host answered HTTP " + status);
    }

    @Test
    void aRefusedConnectionAndAnUnknownNameMayPass() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            free = socket.getLocalPort();
        }

        assertThat(catchThrowable(() -> fetcher.fetch("http://jobs.example:" + free + "/?key=s3cret", Accepts.PDF)))
                .isInstanceOf(Unreachable.class)
                .hasMessage("FETCH_FAILED: the connection to the host failed");
        assertThat(catchThrowable(() -> fetcher.fetch("http://nowhere.example/?key=s3cret", Accepts.PDF)))
                .isInstanceOf(Unreachable.class)
                .hasMessage("FETCH_FAILED: the URL's host has no address");
    }

    @Test
    void aHostThatHangsUpInTheMiddleMayPass() {
        host.play("/cut", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });

        assertThat(catchThrowable(() -> fetcher.fetch(at("/cut"), Accepts.POSTING)))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void pagesInKoreanCharsetsAreRead() {
        String html = "<html><head><meta charset=\"euc-kr\"></head><p>똠방각하 펲시콜라 백엔드</p>";
        host.answer("/meta", 200, "text/html", html.getBytes(Charset.forName("x-windows-949")));
        host.answer("/header", 200, "text/html;charset=EUC-KR", html.getBytes(Charset.forName("x-windows-949")));

        assertThat(fetcher.fetch(at("/meta"), Accepts.POSTING).text()).isEqualTo(html);
        assertThat(fetcher.fetch(at("/header"), Accepts.POSTING).text()).isEqualTo(html);
    }

    @Test
    void overTlsTheNameIsProvedAndPlainHttpIsNoWayOn(@TempDir Path directory) throws Exception {
        KeyStore keys = keys(directory);
        try (var secure = new PlayedHost("127.0.0.1", 0, serverSide(keys));
                var trusting = new Fetcher(properties(Duration.ofSeconds(10)), guard, clientTrusting(keys))) {
            secure.page("/a", "<p>secure</p>");
            secure.redirect("/down", 302, at("/plain").toString());
            host.page("/plain", "<p>plain</p>");
            String named = "https://jobs.example:" + secure.port();

            assertThat(trusting.fetch(named + "/a", Accepts.POSTING).text()).isEqualTo("<p>secure</p>");
            assertThat(failureCode(() -> trusting.fetch(named + "/down", Accepts.POSTING)))
                    .isEqualTo("URL_NOT_ALLOWED");
            assertThat(host.asked()).isEmpty();
            assertThat(failureCode(() -> trusting.fetch("https://127.0.0.1:" + secure.port() + "/a", Accepts.POSTING)))
                    .as("a certificate for another name")
                    .isEqualTo("FETCH_FAILED");
            assertThat(catchThrowable(() -> fetcher.fetch(named + "/a", Accepts.POSTING)))
                    .as("a certificate of nobody we trust")
                    .isInstanceOf(UnreadableDocument.class);
        }
    }

    private URI at(String path) {
        return URI.create("http://jobs.example:" + host.port() + path);
    }

    private void packed(String path, byte[] body, String encoding) {
        host.play(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
            PlayedHost.send(exchange, 200, body);
        });
    }

    /** The first entry is an answer of one or more addresses; the last one stays. */
    private List<InetAddress> resolve(String name) throws UnknownHostException {
        resolved.add(name);
        Queue<String> answers = names.get(name);
        if (answers == null) {
            throw new UnknownHostException(name);
        }
        String answer = answers.size() > 1 ? answers.remove() : answers.element();
        return List.of(answer.split(" ")).stream().map(InetAddress::ofLiteral).toList();
    }

    private static String failureCode(ThrowingCallable fetching) {
        return switch (catchThrowable(fetching)) {
            case UnreadableDocument failure -> failure.code();
            case Throwable other -> throw new AssertionError(other);
        };
    }

    private static FetchProperties properties(Duration timeout) {
        return new FetchProperties(
                "",
                Duration.ofSeconds(2),
                timeout,
                5,
                DataSize.ofMegabytes(2),
                DataSize.ofMegabytes(1),
                "Re-Fit-AI test");
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static KeyStore keys(Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        var making = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "host",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=jobs.example",
                        "-ext",
                        "san=dns:jobs.example",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        assertThat(making.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    private static SSLContext serverSide(KeyStore keys) throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static HttpClient clientTrusting(KeyStore keys) throws Exception {
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("host", keys.getCertificate("host"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SslContextBuilder.forClient().trustManager(trust).build();
        return HttpClient.create(ConnectionProvider.newConnection()).secure(tls -> tls.sslContext(context));
    }
}
