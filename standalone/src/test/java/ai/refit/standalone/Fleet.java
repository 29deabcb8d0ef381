package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.embedded.TestServers;
import ai.refit.standalone.surroundings.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** Two edges and a worker of each kind, each a process of its own that can be killed, on Kafka and PostgreSQL in this JVM. */
final class Fleet implements AutoCloseable {

    enum Member {
        FIRST_EDGE("edge", 0),
        SECOND_EDGE("edge", 10),
        WORKER("embedding-worker", 20),
        LLM_WORKER("llm-worker", 30);

        private final String command;
        private final int offset;

        Member(String command, int offset) {
            this.command = command;
            this.offset = offset;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private final Path folder;
    private final int port = FreePorts.first();
    private final Map<Member, RefitProcess> running = new EnumMap<>(Member.class);

    /** @param folder for logs */
    Fleet(Path folder) throws IOException {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroy, "fleet-destroy"));
        for (Member member : Member.values()) {
            start(member);
        }
        for (Member member : Member.values()) {
            awaitReady(member);
        }
    }

    /** Whatever happened to the test, no process outlives it. Those that ended are left: their number may be another's. */
    private void destroy() {
        running.values().stream().filter(RefitProcess::isAlive).forEach(process -> {
            try {
                process.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Does not wait for it. */
    void start(Member member) throws IOException {
        Map<String, String> environment = Map.of(
                Surroundings.KAFKA,
                TestServers.kafka(),
                Surroundings.DATABASE,
                TestServers.database(),
                "REFIT_INTAKE_RELAYAFTER",
                "1s");
        Path log = folder.resolve(member + ".log");
        running.put(
                member, RefitProcess.start(log, environment, member.command, "--port", "" + (port + member.offset)));
    }

    void awaitReady(Member member) {
        RefitProcess process = running.get(member);
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(
                        () -> assertThat(process.isAlive()).as(process.errors()).isTrue())
                .untilAsserted(() -> assertThat(
                                pipeline(member).get("/actuator/health").status())
                        .isEqualTo(200));
    }

    /** As {@code kill -9} does. */
    void kill(Member member) throws InterruptedException {
        running.get(member).kill();
    }

    void restart(Member member) throws IOException {
        start(member);
        awaitReady(member);
    }

    Pipeline pipeline(Member member) {
        return new Pipeline(URI.create("http://127.0.0.1:" + (port + member.offset)));
    }

    @Override
    public void close() {
        destroy();
    }
}
