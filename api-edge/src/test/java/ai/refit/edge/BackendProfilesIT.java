package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Profiles from the product backend, played by a small HTTP server that answers as the backend does. */
final class BackendProfilesIT {

    private static final int PAGE = 3;

    private static Backend backend;
    private static RunningEdge edge;
    private static HandWorker worker;
    private static Mailbox changes;

    @BeforeAll
    static void open() throws IOException {
        backend = new Backend();
        for (long id = 910_001; id <= 910_007; id++) {
            backend.experts.put(
                    id,
                    expert(
                            id,
                            "\"skills\":[\"Java\",{\"id\":7,\"name\":\"Kafka\"}],\"jobs\":[{\"name\":\"백엔드 개발자\"}]"));
        }
        edge = RunningEdge.start(
                "--BACKEND_API_URL=http://127.0.0.1:" + backend.port(),
                "--INTERNAL_API_KEY=s3cret",
                "--refit.backend.page-size=" + PAGE,
                "--refit.backend.timeout=500ms",
                "--refit.backend.sync-interval=1s");
        worker = new HandWorker(Topics.RECOMMENDATION_REQUESTED);
        changes = Mailbox.of(Topics.MENTOR_CHANGED);
    }

    @AfterAll
    static void close() {
        edge.close();
        worker.close();
        changes.close();
        backend.server.stop(0);
    }

    @Test
    void allMentorsAreReadPageByPageWithTheKey() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(TestServers.count(
                                "SELECT count(*) FROM edge.mentors WHERE user_id BETWEEN 910001 AND 910007"))
                        .isEqualTo(7));
        Answer mentor = edge.get(RunningEdge.MENTORS + 910_002);
        assertThat(mentor.at("/skills").toString()).isEqualTo("[\"Java\",\"Kafka\"]");
        assertThat(mentor.at("/jobs").toString()).isEqualTo("[\"백엔드 개발자\"]");
        assertThat(mentor.text("/last_active_at")).isEqualTo("2026-11-23T09:00:00");
        assertThat(changes.await("910007").value()).isNotNull();
        assertThat(backend.keys).isNotEmpty().allMatch("s3cret"::equals);
    }

    @Test
    void aMentorWhomTheBackendHasNoMoreIsErasedButOurOwnStay() {
        backend.experts.put(920_001L, expert(920_001, "\"skills\":[]"));
        edge.put(RunningEdge.MENTORS + 920_002, "{}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 920_001).status() == 200);
        backend.experts.remove(920_001L);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 920_001).status() == 404);
        assertThat(changes.await(message -> "920001".equals(message.key()) && message.value() == null))
                .isNotNull();
        assertThat(edge.get(RunningEdge.MENTORS + 920_002).status()).isEqualTo(200);
    }

    @Test
    void whoIsNoExpertAnyMoreStaysAMentee() {
        backend.experts.put(920_003L, expert(920_003, "\"skills\":[]"));
        backend.users.put("920003", "{\"skills\":[\"Go\"]}");
        String accepted = accepted("920003").taskId();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 920_003).status() == 200);
        backend.experts.remove(920_003L);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 920_003).status() == 404);
        assertThat(edge.get(RunningEdge.MENTEES + 920_003).status()).isEqualTo(200);
        assertThat(edge.status(accepted)).isEqualTo("queued");
    }

    @Test
    void aMentorWhoseEntryBecomesUnreadableStays() {
        backend.experts.put(920_004L, expert(920_004, "\"skills\":[\"Elm\"]"));
        backend.experts.put(920_005L, expert(920_005, "\"skills\":[]"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 920_005).status() == 200);
        backend.experts.put(920_004L, expert(920_004, "\"response_rate\":101"));
        backend.experts.remove(920_005L);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 920_005).status() == 404);
        assertThat(edge.get(RunningEdge.MENTORS + 920_004).at("/skills/0").asString())
                .isEqualTo("Elm");
        backend.experts.remove(920_004L);
    }

    @Test
    void aMentorWhoComesWhileTheListingIsReadStays() {
        long early = 900_001;
        backend.beforeTheLastPage = () -> {
            backend.beforeTheLastPage = () -> {};
            backend.experts.put(early, expert(early, "\"skills\":[]"));
            TestServers.execute("INSERT INTO edge.mentors (user_id, profile, from_backend, version, sent) VALUES"
                    + " (900001, '{\"user_id\":900001}', true, nextval('edge.profile_version'), true)");
        };
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + early).status() == 200);
        int before = backend.listings.size();
        await().atMost(Duration.ofSeconds(20)).until(() -> backend.listings.size() >= before + 6);
        assertThat(edge.get(RunningEdge.MENTORS + early).status()).isEqualTo(200);
        assertThat(changes.all(message -> "900001".equals(message.key()) && message.value() == null))
                .isEmpty();
    }

    @Test
    void aListingThatBreaksOffErasesNobody() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> edge.get(RunningEdge.MENTORS + 910_006).status() == 200);
        int before = backend.listings.size();
        backend.breakAfterFirstPage = true;
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> backend.listings.size() >= before + 4);
            assertThat(edge.get(RunningEdge.MENTORS + 910_006).status()).isEqualTo(200);
        } finally {
            backend.breakAfterFirstPage = false;
        }
    }

    @Test
    void oneBadMentorInAPageStopsNobody() {
        backend.experts.put(910_000L, "{\"user_id\":\"no number\"}");
        backend.experts.put(930_001L, expert(930_001, "\"skills\":\"none\""));
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> edge.get(RunningEdge.MENTORS + 930_001).status() == 200);
        } finally {
            backend.experts.remove(910_000L);
        }
    }

    @Test
    void aPersonsProfileIsAskedForAndKept() {
        backend.users.put("940001", "{\"introduction\":\"이직 준비\",\"skills\":[{\"name\":\"Go\"}],\"jobs\":[\"SRE\"]}");
        RecommendationRequest order = orderFor("940001");
        assertThat(order.skills()).containsExactly("Go");
        assertThat(order.jobs()).containsExactly("SRE");
        assertThat(order.introduction()).isEqualTo("이직 준비");
        await().untilAsserted(() -> assertThat(
                        edge.get(RunningEdge.MENTEES + 940_001).at("/skills/0").asString())
                .isEqualTo("Go"));
    }

    @Test
    void whileTheBackendFailsTheStoredCopyCounts() {
        backend.users.put("950001", "{\"skills\":[\"Rust\"]}");
        assertThat(orderFor("950001").skills()).containsExactly("Rust");
        backend.failing = true;
        try {
            assertThat(orderFor("950001").skills()).containsExactly("Rust");
        } finally {
            backend.failing = false;
        }
    }

    @Test
    void aRefusalOfTheBackendIsAFailureAndNoWordAboutThePerson() {
        backend.users.put("950002", "{\"skills\":[\"Zig\"]}");
        assertThat(orderFor("950002").skills()).containsExactly("Zig");
        try {
            for (int refusal : List.of(401, 403, 429)) {
                backend.refusal = refusal;
                assertThat(orderFor("950002").skills())
                        .as("while it answers " + refusal)
                        .containsExactly("Zig");
            }
        } finally {
            backend.refusal = 0;
        }
        int before = backend.listings.size();
        await().atMost(Duration.ofSeconds(20)).until(() -> backend.listings.size() > before);
    }

    @Test
    void whoIsUnknownOrDeletedThereIsUnknownHere() {
        backend.users.put("960001", "{\"skills\":[\"Rust\"]}");
        assertThat(orderFor("960001").skills()).containsExactly("Rust");
        for (String person : List.of("960404", "960403")) {
            Answer answer = edge.get("/api/ai/mentors/recommend/" + person);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("USER_NOT_FOUND");
        }
        backend.users.remove("960001");
        assertThat(edge.get("/api/ai/mentors/recommend/960001").status())
                .as("the stored copy is no excuse when the backend says that there is nobody")
                .isEqualTo(404);
        assertThat(edge.get(RunningEdge.MENTEES + 960_001).status())
                .as("nor is it kept")
                .isEqualTo(404);
    }

    @Test
    void aMentorThatIsNewThereCanBeEmbeddedAtOnce() {
        backend.experts.put(970_001L, expert(970_001, "\"skills\":[\"Elm\"]"));
        try (var embedding = Mailbox.of(Topics.EMBEDDING_REQUESTED)) {
            edge.sending("PUT", "/api/ai/mentors/embeddings/970001", "", "Prefer", "respond-async");
            assertThat(embedding.await(
                            message -> new String(message.value(), StandardCharsets.UTF_8).contains("970001")))
                    .isNotNull();
        }
        assertThat(edge.send("PUT", "/api/ai/mentors/embeddings/970404", null).status())
                .isEqualTo(404);
    }

    private static RecommendationRequest orderFor(String person) {
        return Json.read(worker.order(accepted(person).taskId()).body(), RecommendationRequest.class);
    }

    private static Answer accepted(String person) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        edge.get("/health").text("/components/kafka/status").equals("up"));
        Answer answer = edge.get("/api/ai/mentors/recommend/" + person, "Prefer", "respond-async");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer;
    }

    private static String expert(long id, String more) {
        return "{\"user_id\":" + id + ",\"nickname\":\"n" + id
                + "\",\"last_active_at\":\"2026-11-23T00:00:00.123Z\",\"extra\":{\"a\":1}," + more + "}";
    }

    /** The routes that we call, and how the backend answers them. */
    private static final class Backend {

        final Map<Long, String> experts = new ConcurrentSkipListMap<>();
        final Map<String, String> users = new ConcurrentSkipListMap<>();
        final List<String> keys = new CopyOnWriteArrayList<>();
        final List<String> listings = new CopyOnWriteArrayList<>();
        final HttpServer server;
        volatile boolean failing;
        volatile boolean breakAfterFirstPage;
        /** The status of every answer about a person; 0 for none. */
        volatile int refusal;

        volatile Runnable beforeTheLastPage = () -> {};

        Backend() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/internal/users/", this::user);
            server.createContext("/api/v1/experts", this::expertOrPage);
            server.setExecutor(Executors.newCachedThreadPool(
                    run -> Thread.ofPlatform().daemon().unstarted(run)));
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        private void user(HttpExchange exchange) throws IOException {
            String id = last(exchange);
            if (refusal != 0) {
                answer(exchange, refusal, "{\"code\":\"REFUSED\",\"data\":null}");
            } else if (id.equals("960403")) {
                answer(exchange, 403, "{\"code\":\"USER_DELETED\",\"data\":null}");
            } else {
                answer(exchange, users.get(id));
            }
        }

        private void expertOrPage(HttpExchange exchange) throws IOException {
            if (!exchange.getRequestURI().getPath().equals("/api/v1/experts")) {
                answer(exchange, experts.get(Long.parseLong(last(exchange))));
                return;
            }
            listings.add(exchange.getRequestURI().getQuery());
            Map<String, String> query = List.of(
                            exchange.getRequestURI().getQuery().split("&"))
                    .stream()
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            long after = query.get("cursor").isEmpty() ? 0 : Long.parseLong(query.get("cursor"));
            if (after > 0 && breakAfterFirstPage) {
                answer(exchange, 500, "{}");
                return;
            }
            var rest = ((ConcurrentSkipListMap<Long, String>) experts).tailMap(after, false);
            var page = rest.entrySet().stream()
                    .limit(Integer.parseInt(query.get("size")))
                    .toList();
            boolean more = rest.size() > page.size();
            if (!more) {
                beforeTheLastPage.run();
            }
            answer(
                    exchange,
                    "{\"experts\":["
                            + page.stream().map(Map.Entry::getValue).collect(Collectors.joining(","))
                            + "],\"next_cursor\":"
                            + (more ? "\"" + page.getLast().getKey() + "\"" : "null")
                            + ",\"has_more\":" + more + "}");
        }

        private void answer(HttpExchange exchange, @Nullable String data) throws IOException {
            if (data == null) {
                answer(exchange, 404, "{\"code\":\"NOT_FOUND\",\"data\":null}");
            } else {
                answer(exchange, 200, "{\"code\":\"OK\",\"data\":" + data + "}");
            }
        }

        private void answer(HttpExchange exchange, int status, String body) throws IOException {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Internal-Api-Key")));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(failing ? 500 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        private static String last(HttpExchange exchange) {
            String path = exchange.getRequestURI().getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}
