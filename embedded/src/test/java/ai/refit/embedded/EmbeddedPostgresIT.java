package ai.refit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresIT {

    @TempDir
    private Path folder;

    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        directory = folder.resolve("data");
    }

    @Test
    void rowsAndPortAreFoundAgainAfterARestartAndWritesAreDurable() throws Exception {
        int port;
        try (var postgres = EmbeddedPostgres.start(directory, 0)) {
            port = postgres.port();
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var postgres = EmbeddedPostgres.start(directory, 0)) {
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(value(postgres, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(value(postgres, "SELECT current_setting('fsync')")).isEqualTo("on");
        }
    }

    @Test
    void nobodyEntersWithoutThePassword() {
        try (var postgres = EmbeddedPostgres.start(directory, 0)) {
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?user=postgres&password=postgres";
            assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void anInitdbCutShortIsDoneAgain() throws Exception {
        Path parts = Files.createDirectories(folder.resolve("data.new-1"));
        Files.writeString(parts.resolve("PG_VERSION"), "18\n");
        try (var postgres = EmbeddedPostgres.start(directory, 0)) {
            assertThat(value(postgres, "SELECT 1")).isEqualTo("1");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/data.new-*");
    }

    @Test
    void aStalePidFileWhoseNumberIsNowSomebodyElsesHarmsNobody() throws Exception {
        EmbeddedPostgres.start(directory, 0).close();
        Process somebody = new ProcessBuilder("sleep", "60").start();
        try {
            List<String> lines = List.of(
                    Long.toString(somebody.pid()), directory.toString(), "1700000000", "5432", "", "127.0.0.1", "1 1");
            Files.write(Postmaster.file(directory), lines);
            try (var postgres = EmbeddedPostgres.start(directory, 0)) {
                assertThat(value(postgres, "SELECT 1")).isEqualTo("1");
            }
            assertThat(somebody.isAlive()).isTrue();
        } finally {
            somebody.destroyForcibly();
        }
    }

    @Test
    void anEmptyPidFileIsNoObstacle() throws Exception {
        EmbeddedPostgres.start(directory, 0).close();
        Files.writeString(Postmaster.file(directory), "");
        try (var postgres = EmbeddedPostgres.start(directory, 0)) {
            assertThat(value(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerWhoseMainProcessWasKilledStartsAgain() throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory, 0)) {
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
            try (var open = DriverManager.getConnection(postgres.jdbcUrl())) {
                assertThat(open.isValid(1)).isTrue();
                Postmaster.of(directory)
                        .orElseThrow()
                        .process(directory)
                        .orElseThrow()
                        .destroyForcibly();
            }
            try (var again = EmbeddedPostgres.start(directory, 0)) {
                assertThat(value(again, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> EmbeddedPostgres.start(directory, 0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("holds no PostgreSQL data");
        assertThat(directory.resolve("thesis.txt")).hasContent("mine");
    }

    @Test
    void dataOfAnotherVersionIsRefusedByName() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(directory, 0))
                .hasMessageContaining("holds data of PostgreSQL 17, this is 18");
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
