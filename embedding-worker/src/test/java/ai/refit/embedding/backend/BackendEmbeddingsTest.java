package ai.refit.embedding.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.embedding.backend.BackendEmbeddings.MentorVector;
import ai.refit.embedding.index.HashEmbedder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Vectors on their way to the product backend, here a server of the test's. */
final class BackendEmbeddingsTest {

    private static final int WAITING = 10;
    private static final int AT_ONCE = 4;
    private static final int DIMENSION = new HashEmbedder().dimension();

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private BackendEmbeddings backend;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        backend = new BackendEmbeddings(
                new BackendProperties(url, true, DIMENSION, Duration.ofSeconds(60), WAITING),
                new HashEmbedder(),
                "s3cret",
                metrics);
    }

    @AfterEach
    void close() {
        slow.countDown();
        backend.close();
        server.stop(0);
        threads.close();
    }

    @Test
    void vectorsAreSentAsTheBackendReadsThem() {
        slow.countDown();
        backend.send(List.of(vector(7), vector(8)));
        await().until(() -> received.size() == 2);
        assertThat(received).allSatisfy(request -> {
            assertThat(request.get("line").stringValue()).isEqualTo("POST /api/internal/experts/embeddings");
            assertThat(request.get("key").stringValue()).isEqualTo("s3cret");
            assertThat(request.get("body").get("embedding").size()).isEqualTo(DIMENSION);
            assertThat(request.get("body").get("embedding").get(0).floatValue()).isEqualTo(0.5f);
        });
        assertThat(users()).containsExactlyInAnyOrder(7L, 8L);
    }

    @Test
    void whileTheBackendIsSlowNobodyWaitsAndTheOldestThatWaitAreDroppedAndCounted() {
        backend.send(vectors(1, AT_ONCE));
        await().until(() -> received.size() == AT_ONCE);
        backend.send(vectors(100, 1_000));
        backend.send(List.of(vector(2_000)));
        assertThat(metrics.counter("refit.backend.dropped").count()).isEqualTo(1_001 - WAITING);
        assertThat(received).hasSize(AT_ONCE);
        slow.countDown();
        await().until(() -> received.size() == AT_ONCE + WAITING);
        assertThat(users()).contains(2_000L, 1_099L, 1_091L).doesNotContain(1_090L, 100L);
    }

    private List<Long> users() {
        return received.stream()
                .map(request -> request.get("body").get("user_id").longValue())
                .toList();
    }

    private static List<MentorVector> vectors(long from, int count) {
        List<MentorVector> vectors = new ArrayList<>();
        for (long user = from; user < from + count; user++) {
            vectors.add(vector(user));
        }
        return vectors;
    }

    private static MentorVector vector(long user) {
        float[] vector = new float[DIMENSION];
        vector[0] = 0.5f;
        return new MentorVector(user, vector);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Json.mapper().createObjectNode();
            request.put("line", exchange.getRequestMethod() + " " + exchange.getRequestURI());
            request.put("key", exchange.getRequestHeaders().getFirst("X-Internal-Api-Key"));
            request.set("body", Json.tree(exchange.getRequestBody().readAllBytes()));
            received.add(request);
            slow.await();
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
