package ai.refit.deploy.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class DoublesIT {

    private static final String RELEASE = "20260101000000-0123456789ab";

    @TempDir
    Path directory;

    private final int port = LoopbackPorts.one();
    private final String url = "http://127.0.0.1:" + port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private Effects effects;

    @BeforeEach
    void remember() {
        effects = new Effects(directory.resolve("effects"));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Process each : started) {
            each.destroyForcibly().waitFor();
        }
        client.close();
    }

    @Test
    void anArchiveServesAndStopsWhenAsked() throws Exception {
        assumePython();
        var release = DoubleRelease.archive(directory, "1.0", Behaviour.healthy());
        run("tar", "-xzf", release.file().toString());

        serves(release, "none");
    }

    @Test
    void aWheelServesFromItsVirtualenvWithItsDependency() throws Exception {
        assumePython();
        var release = DoubleRelease.wheel(directory, "1.0", Behaviour.healthy(), "2.5");
        run("python3", "-m", "venv", "venv");
        run(
                "venv/bin/pip",
                "install",
                "-q",
                "--no-index",
                "--find-links",
                release.findLinks().toString(),
                release.file().toString());

        serves(release, "2.5");
    }

    @Test
    void aJarServesWithItsDependency() throws Exception {
        var release = DoubleRelease.jar(directory, "1.0", Behaviour.healthy(), "2.5");
        run("tar", "-xzf", release.file().toString());

        serves(release, "2.5");
    }

    @Test
    void theSameVersionAndBehaviourGiveTheSameBytes() {
        var first = DoubleRelease.jar(directory.resolve("a"), "1.0", Behaviour.healthy(), "1");
        var same = DoubleRelease.jar(directory.resolve("b"), "1.0", Behaviour.healthy(), "1");
        var other = DoubleRelease.jar(directory.resolve("c"), "1.0", Behaviour.unhealthy(), "1");

        assertThat(same.sha256()).isEqualTo(first.sha256()).isNotEqualTo(other.sha256());
        assertThat(first.size()).isEqualTo(first.file().toFile().length());
        assertThat(DoubleRelease.archive(directory.resolve("a"), "1", Behaviour.healthy())
                        .sha256())
                .isEqualTo(DoubleRelease.archive(directory.resolve("b"), "1", Behaviour.healthy())
                        .sha256());
    }

    @Test
    void aReleaseBehavesAsItWasMade() throws Exception {
        for (var make : makers()) {
            Process broken = start(make.of(Behaviour.exitsAtOnce()));
            assertThat(broken.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(broken.exitValue()).isEqualTo(1);
            assertThat(Files.readString(directory.resolve("log"))).contains("fastapi");

            Process unhealthy = start(make.of(Behaviour.unhealthy()));
            awaitAnswer();
            assertThat(get("/api/ai/health").statusCode()).isEqualTo(500);
            unhealthy.destroy();
            assertThat(unhealthy.waitFor()).isZero();

            Process wrong = start(make.of(Behaviour.namesWrongRelease()));
            awaitAnswer();
            assertThat(get("/api/ai/health").body()).doesNotContain(RELEASE).contains("\"release\"");
            wrong.destroy();
            wrong.waitFor();

            Process failing = start(make.of(Behaviour.failsRecommendations()));
            awaitAnswer();
            assertThat(recommend().statusCode()).isEqualTo(500);
            failing.destroy();
            failing.waitFor();

            Process stubborn = start(make.of(Behaviour.ignoresSigterm()));
            awaitAnswer();
            stubborn.destroy();
            assertThat(stubborn.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(get("/who").statusCode()).isEqualTo(200);
            stubborn.destroyForcibly().waitFor();

            assertThat(start(make.of(Behaviour.diesAfter(Duration.ofMillis(50))))
                            .waitFor())
                    .isEqualTo(3);

            Process silent = start(make.of(Behaviour.neverListens()));
            awaitStarts(7);
            silent.destroy();
            silent.waitFor();
            Files.delete(effects.file());
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredBeforeTheServiceStops() throws Exception {
        for (var make : makers()) {
            Process process = start(make.of(Behaviour.recommendsIn(Duration.ofMillis(400))));
            awaitAnswer();
            var underWay = client.sendAsync(recommendation(), HttpResponse.BodyHandlers.ofString());
            get("/who");
            process.destroy();

            assertThat(underWay.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(process.waitFor()).isZero();
        }
        assertThat(effects.stops()).hasSameSizeAs(effects.starts());
    }

    private interface Maker {
        DoubleRelease of(Behaviour behaviour) throws Exception;
    }

    private List<Maker> makers() {
        Maker jar = behaviour -> unpacked(DoubleRelease.jar(directory, "1.0", behaviour, "1.0"));
        Maker archive = behaviour -> unpacked(DoubleRelease.archive(directory, "1.0", behaviour));
        return Programs.find("python3").isPresent() ? List.of(jar, archive) : List.of(jar);
    }

    private DoubleRelease unpacked(DoubleRelease release) throws Exception {
        run("tar", "-xzf", release.file().toString());
        return release;
    }

    private void serves(DoubleRelease release, String dependency) throws Exception {
        Process process = start(release);
        awaitAnswer();
        assertThat(get("/api/ai/health").body())
                .contains("\"status\": \"ok\"", "\"release\": \"" + RELEASE + "\"", "\"pid\": " + process.pid());
        assertThat(get("/who").body()).contains("\"version\": \"1.0\"", "\"dependency\": \"" + dependency + "\"");
        assertThat(recommend().body()).contains("\"status\": \"success\"", "\"user_id\": \"test\"");

        var load = Load.at(url, 100);
        try (load) {
            while (load.sent() < 30) {
                Thread.sleep(10);
            }
        }
        assertThat(load.report().sent()).isGreaterThanOrEqualTo(30);
        assertThat(load.report().lost()).as("%s", load.report()).isZero();
        assertThat(load.report().releases()).containsOnlyKeys(RELEASE);

        process.destroy();
        assertThat(process.waitFor()).isZero();
        assertThat(effects.starts()).singleElement().satisfies(start -> {
            assertThat(start.pid()).isEqualTo(process.pid());
            assertThat(start.release()).isEqualTo(RELEASE);
            assertThat(start.port()).isEqualTo(port);
        });
        assertThat(effects.stops()).hasSize(1);

        var lost = Load.at(url, 100);
        try (lost) {
            while (lost.sent() < 5) {
                Thread.sleep(10);
            }
        }
        assertThat(lost.report().lost()).isEqualTo(lost.report().sent()).isPositive();
    }

    private Process start(DoubleRelease release) throws IOException {
        var command = new ArrayList<>(release.command());
        command.replaceAll(word -> word.replace("{port}", "" + port).replace("{artifact}", "double-1.0.jar"));
        command.set(0, inDirectory(command.getFirst()));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("RELEASE_ID", RELEASE);
        builder.environment().put("EFFECTS_FILE", effects.file().toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String inDirectory(String program) {
        return program.contains("/") ? directory.resolve(program).toString() : program;
    }

    private void run(String... command) throws Exception {
        command[0] = inDirectory(command[0]);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
        assertThat(builder.start().waitFor()).isZero();
    }

    private void awaitAnswer() throws InterruptedException {
        var end = Instant.now().plusSeconds(20);
        while (true) {
            try {
                get("/who");
                return;
            } catch (IOException e) {
                assertThat(Instant.now()).as("still no answer").isBefore(end);
                Thread.sleep(10);
            }
        }
    }

    private void awaitStarts(int count) throws InterruptedException {
        var end = Instant.now().plusSeconds(20);
        while (effects.starts().size() < count) {
            assertThat(Instant.now()).as("%s", effects.all()).isBefore(end);
            Thread.sleep(10);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> recommend() throws IOException, InterruptedException {
        return client.send(recommendation(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest recommendation() {
        return HttpRequest.newBuilder(URI.create(url + "/api/ai/recommendations"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"user_id\":\"test\"}"))
                .build();
    }

    private static void assumePython() {
        Programs.assumeInstalled("python3");
    }
}
