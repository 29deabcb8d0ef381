package ai.refit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedIT {

    @Test
    void kafkaFindsItsTopicsAgainAfterARestart(@TempDir Path directory) throws Exception {
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = admin(kafka)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void postgresqlFindsItsRowsAgainAfterARestart(@TempDir Path directory) throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory.resolve("data"), 0);
                var connection = DriverManager.getConnection(postgres.jdbcUrl())) {
            connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var postgres = EmbeddedPostgres.start(directory.resolve("data"), 0);
                var connection = DriverManager.getConnection(postgres.jdbcUrl());
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT answer, current_setting('fsync') FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
            assertThat(rows.getString(2)).isEqualTo("on");
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
