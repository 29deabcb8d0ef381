package ai.refit.deploy.run;

import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.DoubleRelease;
import ai.refit.deploy.doubles.Effects;
import ai.refit.deploy.doubles.LoopbackPorts;
import ai.refit.deploy.doubles.TestCaddy;
import ai.refit.deploy.doubles.TestPm2;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.process.ProcessTable.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A base directory, a services file with one service of the double in it, and what CI builds for it. */
final class TestHost implements AutoCloseable {

    static final String SERVICE = "double";
    static final String ENVIRONMENT = "test";

    /** How CI packs the double. */
    enum Packing {
        JAR,
        ARCHIVE,
        WHEEL;

        DoubleRelease release(Path directory, String version, Behaviour behaviour, String dependency) {
            return switch (this) {
                case JAR -> DoubleRelease.jar(directory, version, behaviour, dependency);
                case ARCHIVE -> DoubleRelease.archive(directory, version, behaviour);
                case WHEEL -> DoubleRelease.wheel(directory, version, behaviour, dependency);
            };
        }
    }

    private final Path directory;
    private final Packing packing;
    private final List<Integer> ports;
    private final ProcessTable table = new ProcessTable();
    private String more;
    private String run = "";
    private String variables = "";
    private String dependency = "1.0";
    private @Nullable TestPm2 pm2;

    /** @param more lines of the service's description, indented by four spaces */
    TestHost(Path directory, Packing packing, int ports, String more) {
        this.directory = directory;
        this.packing = packing;
        this.ports = LoopbackPorts.pair().subList(0, ports);
        this.more = more;
    }

    /** PM2 keeps its processes. */
    TestHost keptBy(TestPm2 keeper) {
        pm2 = keeper;
        return running("manager: pm2").running("pm2-home: " + keeper.home());
    }

    TestHost behind(TestCaddy caddy) {
        more += "    proxy: { kind: caddy, admin: \"%s\", listen: \"%s\" }\n".formatted(caddy.admin(), caddy.listen());
        return this;
    }

    /** @param line of the entry {@code run} */
    TestHost running(String line) {
        run += "      " + line + "\n";
        return this;
    }

    /** @param variable as {@code NAME: "value"} */
    TestHost with(String variable) {
        variables += ", " + variable;
        return this;
    }

    /** What is built from now on needs that version of its dependency. */
    void needs(String version) {
        dependency = version;
    }

    Path base() {
        return directory.resolve("srv");
    }

    List<Integer> ports() {
        return ports;
    }

    Effects effects() {
        return new Effects(directory.resolve("effects"));
    }

    /** Writes the services file. */
    Path services() {
        DoubleRelease sample = build("0", Behaviour.healthy());
        String command = sample.command().stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
        String kind = packing.name().toLowerCase(Locale.ROOT)
                + (packing == Packing.WHEEL ? ", python: python3, find-links: " + sample.findLinks() : "");
        String yaml =
                """
                services:
                  - name: double
                    environment: test
                    host: local
                    base: %s
                    artifact: { kind: %s }
                    run:
                      command: [%s]
                      environment: { RELEASE_ID: "{release}", EFFECTS_FILE: "%s"%s }
                      ports: %s
                      stop-grace: 5s
                %s%s
                """.formatted(base(), kind, command, effects().file(), variables, ports, run, more.stripTrailing());
        try {
            return Files.writeString(Files.createDirectories(directory).resolve("services.yml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DoubleRelease build(String version, Behaviour behaviour) {
        return packing.release(directory.resolve("ci"), version, behaviour, dependency);
    }

    /** CI's event for that version. */
    Order.Deploy order(String version, Behaviour behaviour) {
        DoubleRelease built = build(version, behaviour);
        return new Order.Deploy(
                SERVICE,
                ENVIRONMENT,
                built.commit(),
                "run-" + version,
                "main",
                new ArtifactReference(built.file().toUri(), built.sha256(), built.size()),
                null);
    }

    Order.Restore restore(String backup) {
        return new Order.Restore(SERVICE, ENVIRONMENT, backup, true);
    }

    /** What the double at that port answers: its version. Empty when nobody answers. */
    String version(int port) {
        return answer(port).replaceAll(".*\"version\": ?\"([^\"]*)\".*", "$1");
    }

    String dependency(int port) {
        return answer(port).replaceAll(".*\"dependency\": ?\"([^\"]*)\".*", "$1");
    }

    String release(int port) {
        return answer(port).replaceAll(".*\"release\": ?\"([^\"]*)\".*", "$1");
    }

    private static String answer(int port) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/who"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every process of ours on this host, whatever it is. */
    List<Seen> processes() {
        return ports.stream()
                .flatMap(port -> table.marked(ProcessTable.SLOT, SERVICE + "/" + ENVIRONMENT + "/" + port).stream())
                .toList();
    }

    /** Ends the process of that release without a word. */
    void kill(String release) {
        processes().stream()
                .filter(process -> release.equals(process.marks().get(ProcessTable.RELEASE)))
                .forEach(process -> table.killTree(process, Duration.ZERO));
    }

    /** Names in that folder of the base; none when it is not there. */
    List<String> names(String folder) {
        Path path = base().resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was deployed outlives the orchestrator; not the test. */
    @Override
    public void close() {
        if (pm2 != null) {
            pm2.close();
        }
        for (Seen process : new ArrayList<>(processes())) {
            table.killTree(process, Duration.ZERO);
        }
    }
}
