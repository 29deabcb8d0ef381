package ai.refit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledProcessIT {

    private static final int ENOUGH = 300;

    @Test
    void whatWasAcknowledgedBeforeAKillIsFoundAgainAndNoServerIsLeftBehind(@TempDir Path directory) throws Exception {
        int acknowledged = writeUntilKilled(directory);
        Path data = directory.resolve("postgres");
        Postmaster orphan = Postmaster.of(data).orElseThrow();
        assertThat(orphan.process(data)).as("the server outlives its JVM").isPresent();

        try (var kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                var postgres = EmbeddedPostgres.start(data, 0)) {
            assertThat(orphan.process(data)).isEmpty();
            List<String> numbers = IntStream.rangeClosed(0, acknowledged)
                    .mapToObj(Integer::toString)
                    .toList();
            assertThat(KafkaFixture.read(kafka)).startsWith(numbers.toArray(String[]::new));
            assertThat(rows(postgres)).startsWith(numbers.toArray(String[]::new));
            KafkaFixture.write(kafka, "after");
            assertThat(KafkaFixture.read(kafka)).endsWith("after");
        }
        assertThat(Postmaster.file(data)).doesNotExist();
    }

    /** The last number that both servers acknowledged before their JVM got SIGKILL, in the middle of its writes. */
    private static int writeUntilKilled(Path directory) throws Exception {
        Path errors = directory.resolve("child.log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BothServers.class.getName(),
                        directory.toString())
                .redirectError(errors.toFile())
                .start();
        int last = -1;
        try (BufferedReader output = child.inputReader()) {
            List<String> others = new ArrayList<>();
            for (String line = output.readLine(); line != null && last < ENOUGH; line = output.readLine()) {
                if (line.matches("\\d+")) {
                    last = Integer.parseInt(line);
                } else {
                    others.add(line);
                }
            }
            assertThat(last)
                    .as("output %s, errors %s", others, Files.readString(errors))
                    .isEqualTo(ENOUGH);
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    private static List<String> rows(EmbeddedPostgres postgres) throws Exception {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT number FROM kept ORDER BY number")) {
            List<String> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
            return numbers;
        }
    }
}
