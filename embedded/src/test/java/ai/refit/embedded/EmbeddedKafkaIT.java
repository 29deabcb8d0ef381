package ai.refit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaIT {

    @TempDir
    private Path directory;

    @Test
    void recordsAndPortAreFoundAgainAfterARestart() throws Exception {
        int port;
        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            port = kafka.port();
            KafkaFixture.createTopic(kafka.bootstrapServers());
            KafkaFixture.write(kafka, "one", "two");
        }
        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(KafkaFixture.read(kafka)).containsExactly("one", "two");
        }
    }

    @Test
    void aFormatCutShortIsDoneAgain() throws Exception {
        Files.createDirectories(directory.resolve("log.new"));
        Files.writeString(directory.resolve("log.new").resolve("meta.properties"), "version=1\nclus");
        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            KafkaFixture.createTopic(kafka.bootstrapServers());
            KafkaFixture.write(kafka, "one");
            assertThat(KafkaFixture.read(kafka)).containsExactly("one");
        }
    }

    @Test
    void tornMetaPropertiesComeBackFromTheirCopy() throws Exception {
        String cluster;
        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            cluster = KafkaFixture.clusterId(kafka);
            KafkaFixture.createTopic(kafka.bootstrapServers());
            KafkaFixture.write(kafka, "one");
        }
        Files.writeString(directory.resolve("log").resolve("meta.properties"), "version=1\nclus");
        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            assertThat(KafkaFixture.clusterId(kafka)).isEqualTo(cluster);
            assertThat(KafkaFixture.read(kafka)).containsExactly("one");
        }
    }

    @Test
    void tornCheckpointsAndAHalfWrittenBatchCostNoAcknowledgedRecord() throws Exception {
        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            KafkaFixture.createTopic(kafka.bootstrapServers());
            KafkaFixture.write(kafka, "one", "two");
        }
        Path log = directory.resolve("log");
        for (String name : new String[] {
            "recovery-point-offset-checkpoint", "replication-offset-checkpoint", "log-start-offset-checkpoint"
        }) {
            Files.writeString(log.resolve(name), "0\n7\nkept 0 1");
        }
        Files.deleteIfExists(log.resolve(".kafka_cleanshutdown"));
        Path partition = log.resolve(KafkaFixture.TOPIC + "-0");
        Path segment = partition.resolve("00000000000000000000.log");
        byte[] wholeBatches = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(wholeBatches, wholeBatches.length / 3), StandardOpenOption.APPEND);
        Files.write(partition.resolve("00000000000000000000.index"), new byte[] {1, 2, 3});

        try (var kafka = EmbeddedKafka.start(directory, 0)) {
            KafkaFixture.write(kafka, "three");
            assertThat(KafkaFixture.read(kafka)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void aFolderWithoutAnyIdsIsRefusedByName() throws Exception {
        Files.createDirectories(directory.resolve("log"));
        Files.writeString(directory.resolve("log").resolve("meta.properties"), "");
        assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("meta.properties is damaged");
    }
}
