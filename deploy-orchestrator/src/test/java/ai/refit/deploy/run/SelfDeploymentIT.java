package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.LoopbackPorts;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.process.ProcessTable.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An orchestrator that deploys its own next release, hands over to it, and is stopped by it. */
@Tag("full")
final class SelfDeploymentIT {

    private static final String NAME = "deploy-orchestrator";

    @TempDir
    private Path directory;

    private final List<Integer> ports = LoopbackPorts.pair();
    private final ProcessTable table = new ProcessTable();
    private TestDatabase database;

    @AfterEach
    void stop() {
        processes().forEach(process -> table.killTree(process, Duration.ZERO));
    }

    @Test
    void anOrchestratorHandsOverToItsNextRelease() throws IOException {
        database = TestDatabase.create();
        Path services = Files.writeString(
                directory.resolve("services.yml"), """
                services:
                  - name: deploy-orchestrator
                    environment: test
                    base: %s
                    itself: true
                    artifact: { kind: archive }
                    run:
                      command: ["bin/orchestrate", "{port}"]
                      environment: { RELEASE_ID: "{release}", DATABASE_URL: "%s" }
                      ports: %s
                    health: { path: /api/deploy/health, minimum-healthy: 500ms, deadline: 100s, tries: 8 }
                    drain: 500ms
                """.formatted(directory.resolve("srv"), database.url(), ports));
        try (var installer = TestOrchestrator.start(database, services)) {
            Deployment first = database.awaitRest(database.order(order("1", services)));
            assertThat(first.state().title()).as(database.story(first.id())).isEqualTo("LIVE");
        }
        assertThat(processes()).as("it outlives who installed it").hasSize(1);
        long old = processes().getFirst().pid();

        Deployment second = database.awaitRest(database.order(order("2", services)));

        assertThat(second.state().title()).as(database.story(second.id())).isEqualTo("LIVE");
        assertThat(processes()).as(database.story(second.id())).hasSize(1);
        assertThat(processes().getFirst().pid()).isNotEqualTo(old);
        assertThat(processes().getFirst().marks())
                .containsEntry(
                        ProcessTable.RELEASE, database.serving(NAME, "test").release());
        assertThat(database.notices(second.id())).isOne();
    }

    private List<Seen> processes() {
        return ports.stream()
                .flatMap(port -> table.marked(ProcessTable.SLOT, NAME + "/test/" + port).stream())
                .toList();
    }

    private Order order(String version, Path services) throws IOException {
        Path file = directory.resolve("orchestrator-" + version + ".tar.gz");
        var files = new TreeMap<>(Map.of("version", version, "bin/orchestrate", """
                #!/bin/sh
                exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp '%s' %s kill %s --server.port="$1"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        KillableOrchestrator.class.getName(),
                        String.join(
                                " ",
                                TestOrchestrator.arguments(database, services).stream()
                                        .filter(argument -> !argument.startsWith("--server.port"))
                                        .toList()))));
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var each : files.entrySet()) {
                byte[] content = each.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(each.getKey());
                entry.setMode(0100755);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return new Order.Deploy(
                NAME,
                "test",
                DigestUtils.sha1Hex(version),
                "run-" + version,
                "main",
                new ArtifactReference(file.toUri(), new DigestUtils("SHA-256").digestAsHex(file), Files.size(file)),
                null);
    }
}
