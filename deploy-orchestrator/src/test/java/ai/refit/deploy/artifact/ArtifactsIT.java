package ai.refit.deploy.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.deploy.artifact.ArtifactRefused.Code;
import ai.refit.deploy.doubles.Patiently;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real S3 server with signatures, and a web server on loopback that misbehaves as told. */
class ArtifactsIT {

    private static final byte[] CONTENT = ArtifactFixture.bytes(3_000_000);
    private static S3Server s3;
    private static HttpServer web;
    private static final CountDownLatch ENDED = new CountDownLatch(1);

    private ArtifactFixture fixture;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext("/whole/", exchange -> answer(exchange, CONTENT, CONTENT.length));
        web.createContext("/unannounced/", exchange -> answer(exchange, CONTENT, 0));
        web.createContext("/longer/", exchange -> answer(exchange, ArtifactFixture.bytes(4_000_000), 0));
        web.createContext("/shorter/", exchange -> answer(exchange, ArtifactFixture.bytes(1_000), 0));
        web.createContext("/cut/", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1_000_000);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        web.createContext("/silent/", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1_000_000);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        web.createContext("/moved/", exchange -> redirect(exchange, "/whole/app.whl"));
        web.createContext("/nonsense/", exchange -> redirect(exchange, "http://[token=secret"));
        web.createContext("/circle/", exchange -> redirect(exchange, "/circle/app.whl"));
        web.createContext("/away/", exchange -> redirect(exchange, "http://example.org/app.whl?token=secret"));
        web.createContext("/status/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.sendResponseHeaders(Integer.parseInt(path.split("/")[2]), -1);
            exchange.close();
        });
        web.start();
        s3 = S3Server.over(directory);
        s3.put("artifacts", "ai/0123abcd/app.whl", CONTENT);
    }

    @AfterAll
    static void stop() {
        ENDED.countDown();
        web.stop(0);
        if (s3 != null) {
            s3.close();
        }
    }

    @BeforeEach
    void prepare(@TempDir Path directory) {
        System.setProperty("aws.accessKeyId", S3Server.KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        var artifacts = new Artifacts(Map.of("AWS_ENDPOINT_URL_S3", s3.endpoint(), "AWS_REGION", "ap-northeast-2"));
        fixture = new ArtifactFixture(artifacts, directory.resolve("brought"), CONTENT);
    }

    @AfterEach
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void anObjectOfABucketIsBrought() throws IOException {
        fixture.assertBrought("s3://artifacts/ai/0123abcd/app.whl");
    }

    @Test
    void anObjectThatIsNotThereIsNotFound() throws IOException {
        fixture.assertRefused(fixture.at("s3://artifacts/ai/ffff/app.whl"), Code.NOT_FOUND);
        fixture.assertRefused(fixture.at("s3://no-such-bucket/app.whl"), Code.NOT_FOUND);
    }

    @Test
    void wrongCredentialsAreForbidden() throws IOException {
        System.setProperty("aws.secretAccessKey", "anothers-secret");
        fixture.assertRefused(fixture.at("s3://artifacts/ai/0123abcd/app.whl"), Code.FORBIDDEN);
    }

    @Test
    void anObjectThatWasReplacedIsRefused() throws IOException {
        byte[] tampered = CONTENT.clone();
        tampered[tampered.length - 1]++;
        s3.put("artifacts", "ai/tampered/app.whl", tampered);
        fixture.assertRefused(fixture.at("s3://artifacts/ai/tampered/app.whl"), Code.DIGEST_MISMATCH);
    }

    @Test
    void anS3ServerThatIsAwayMayBeTriedAgain() {
        var lonely = new Artifacts(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "AWS_REGION", "us-east-1"));
        assertThatThrownBy(() ->
                        lonely.fetch(fixture.at("s3://artifacts/app.whl"), fixture.directory(), Patiently.aMinute()))
                .isInstanceOf(ArtifactUnavailable.class);
    }

    @Test
    void aFileIsBroughtOverTheWebAnnouncedOrNotAndThroughARedirection() throws IOException {
        fixture.assertBrought(at("/whole/app.whl"));
        fixture.assertBrought(at("/unannounced/app.whl"));
        fixture.assertBrought(at("/moved/app.whl"));
    }

    @Test
    void aLongerOrShorterAnswerThanPromisedIsRefused() throws IOException {
        fixture.assertRefused(fixture.at(at("/shorter/app.whl")), Code.SIZE_MISMATCH);
        fixture.assertRefused(fixture.at(at("/longer/app.whl")), Code.SIZE_MISMATCH);
    }

    @Test
    void redirectionsToLessSafePlacesAndCirclesAreRefusedWithoutQuotingTokens() throws IOException {
        fixture.assertRefused(fixture.at(at("/away/app.whl")), Code.UNSAFE_REDIRECT);
        fixture.assertRefused(fixture.at(at("/circle/app.whl")), Code.UNSAFE_REDIRECT);
        assertThatThrownBy(() -> fixture.artifacts()
                        .fetch(fixture.at(at("/away/app.whl?key=mine")), fixture.directory(), Patiently.aMinute()))
                .hasMessageNotContainingAny("secret", "mine");
        assertThatThrownBy(() -> fixture.artifacts()
                        .fetch(fixture.at(at("/nonsense/app.whl")), fixture.directory(), Patiently.aMinute()))
                .isInstanceOf(ArtifactUnavailable.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void eachStatusMeansWhatItShould() throws IOException {
        fixture.assertRefused(fixture.at(at("/status/404/app.whl")), Code.NOT_FOUND);
        fixture.assertRefused(fixture.at(at("/status/403/app.whl")), Code.FORBIDDEN);
        fixture.assertRefused(fixture.at(at("/status/400/app.whl")), Code.STORE_REFUSED);
        for (int passing : new int[] {429, 500, 503}) {
            assertUnavailable("/status/" + passing + "/app.whl", Patiently.aMinute());
        }
    }

    @Test
    void aCutAnswerMayBeTriedAgainAndLeavesNothing() throws IOException {
        assertUnavailable("/cut/app.whl", Patiently.aMinute());
    }

    @Test
    void theDeadlineEndsASilentDownload() throws IOException {
        assertUnavailable("/silent/app.whl", new Patiently(Duration.ofMillis(300)));
    }

    @Test
    void theLiveLogIsToldHowFarALongDownloadIs(@TempDir Path directory) {
        var patience = new Patiently(Duration.ofMillis(500));
        var transfer = new Transfer(
                new WebStore(), fixture.at(at("/silent/app.whl")), directory.resolve("part"), Duration.ofMillis(100));
        assertThatThrownBy(() -> transfer.await(patience)).isInstanceOf(ArtifactUnavailable.class);
        assertThat(patience.said).contains("artifact: 1000000 of 3000000 bytes");
    }

    @Test
    void callingOffEndsASilentDownload() throws IOException {
        var patience = Patiently.aMinute();
        Thread.ofVirtual().start(patience::callOff);
        assertThatThrownBy(() ->
                        fixture.artifacts().fetch(fixture.at(at("/silent/app.whl")), fixture.directory(), patience))
                .isInstanceOf(CancellationException.class);
        fixture.assertNothingBut();
    }

    private void assertUnavailable(String path, Patiently patience) throws IOException {
        assertThatThrownBy(() -> fixture.artifacts().fetch(fixture.at(at(path)), fixture.directory(), patience))
                .isInstanceOf(ArtifactUnavailable.class);
        fixture.assertNothingBut();
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, byte[] content, long announced) throws IOException {
        exchange.sendResponseHeaders(200, announced);
        try (var body = exchange.getResponseBody()) {
            body.write(content);
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void awaitEnd() {
        try {
            ENDED.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
