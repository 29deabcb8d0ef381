package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.standalone.surroundings.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The run command as a person meets it: started, used, stopped, killed, started again. */
final class RunIT {

    private static final int SIGTERM_EXIT = 128 + 15;
    private static final long SAMPLE = 1001;
    private static final long OWN = 900_001;

    @TempDir
    private Path folder;

    private final String port = Integer.toString(FreePorts.first());

    @Test
    void everythingIsFoundAgainAfterAStopAndAfterAKill() throws Exception {
        try (var first = run()) {
            assertThat(pasted(first.awaitReady()).at("/result/total_count").asInt())
                    .isEqualTo(3);
            assertThat(data("connection.env")).content().contains("REFIT_URL=http://127.0.0.1:" + port);
            var pipeline = first.pipeline();
            assertThat(pipeline.putMentor(OWN, "{\"nickname\":\"mine\",\"jobs\":[\"등대지기\"]}")
                            .status())
                    .isBetween(200, 204);
            assertThat(pipeline.deleteMentor(SAMPLE).status()).isBetween(200, 204);

            try (var second = run()) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.errors()).contains("already running on", "process " + first.pid());
            }
            assertThat(first.stop()).isEqualTo(SIGTERM_EXIT);
        }
        assertThat(data("connection.env")).doesNotExist();
        assertThat(data("postgres/postmaster.pid")).doesNotExist();

        try (var second = run()) {
            assertOnlyMineAreThere(second.pipeline());
            second.kill();
        }
        assertThat(data("postgres/postmaster.pid")).exists();

        try (var third = run()) {
            assertThat(pasted(third.awaitReady()).at("/result/total_count").asInt())
                    .isEqualTo(3);
            assertOnlyMineAreThere(third.pipeline());
        }
    }

    @Test
    @Tag("full")
    void emptyStaysEmptyAndServersOfOthersAreUsedAndLeftAlone() throws Exception {
        try (var owner = run("--empty")) {
            var pipeline = owner.pipeline();
            assertThat(pipeline.mentor(SAMPLE).status()).isEqualTo(404);
            var addresses = new Properties();
            try (var reader = Files.newBufferedReader(data("connection.env"))) {
                addresses.load(reader);
            }
            Map<String, String> given = Map.of(
                    Surroundings.KAFKA, addresses.getProperty(Surroundings.KAFKA),
                    Surroundings.DATABASE, addresses.getProperty(Surroundings.DATABASE));
            String otherPort = Integer.toString(FreePorts.first());
            Path other = folder.resolve("guest");
            try (var guest = RefitProcess.start(
                    folder.resolve("guest.log"), given, "run", "--port", otherPort, "--data", other.toString())) {
                assertThat(guest.pipeline().health().status()).isEqualTo(200);
                assertThat(guest.pipeline().mentor(SAMPLE).status()).isEqualTo(404);
                assertThat(other.resolve("postgres")).doesNotExist();
                assertThat(other.resolve("kafka")).doesNotExist();
                assertThat(guest.stop()).isEqualTo(SIGTERM_EXIT);
            }
            assertThat(pipeline.health().status()).isEqualTo(200);
        }
        try (var again = run()) {
            assertThat(again.pipeline().mentor(SAMPLE).status()).isEqualTo(404);
        }
    }

    @Test
    @Tag("full")
    void aStartThatIsKilledAtAnyMomentIsFollowedByOneThatWorks() throws Exception {
        for (int round = 0; round < 6; round++) {
            try (var killed = run()) {
                long millis = ThreadLocalRandom.current().nextLong(8_000);
                new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
                killed.kill();
            }
        }
        try (var last = run()) {
            assertThat(pasted(last.awaitReady()).at("/result/total_count").asInt())
                    .isEqualTo(3);
            assertThat(last.pipeline().mentor(SAMPLE).status()).isEqualTo(200);
        }
    }

    @Test
    @Tag("full")
    void aStopInTheMiddleOfTheStartLeavesNothingRunning() throws Exception {
        for (int millis : new int[] {500, 2_000, 4_000, 6_000}) {
            try (var stopped = run()) {
                new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
                assertThat(stopped.stop()).as(stopped.errors()).isEqualTo(SIGTERM_EXIT);
            }
            assertThat(data("postgres/postmaster.pid")).doesNotExist();
            DataDirectory.claim(data("")).close();
        }
    }

    private void assertOnlyMineAreThere(Pipeline pipeline) {
        assertThat(pipeline.mentor(OWN).status()).isEqualTo(200);
        assertThat(pipeline.mentor(SAMPLE).status())
                .as("a deleted sample stays deleted")
                .isEqualTo(404);
    }

    private RefitProcess run(String... more) throws IOException {
        String[] arguments = new String[more.length + 5];
        arguments[0] = "run";
        arguments[1] = "--port";
        arguments[2] = port;
        arguments[3] = "--data";
        arguments[4] = data("").toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return RefitProcess.start(folder.resolve("errors.log"), Map.of(), arguments);
    }

    private Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    /** What the command in the ready line answers when a shell runs it. */
    private static JsonNode pasted(String readyLine) throws Exception {
        String command = readyLine.substring(readyLine.indexOf("curl "));
        Process shell = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return Json.mapper().readTree(output);
    }
}
