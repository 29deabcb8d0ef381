package ai.refit.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.catalog.TargetService.ArtifactRules;
import ai.refit.deploy.catalog.TargetService.Deadlines;
import ai.refit.deploy.catalog.TargetService.HealthRules;
import ai.refit.deploy.catalog.TargetService.Hooks;
import ai.refit.deploy.catalog.TargetService.LogRotation;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.NoticeRules;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.catalog.TargetService.Retention;
import ai.refit.deploy.catalog.TargetService.RunRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A service whose releases hold {@code answer.py}, which answers with its release. */
public final class SampleService {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SampleService() {}

    public static RunRules run(ManagerKind manager, List<Integer> ports) {
        return new RunRules(
                manager,
                List.of("python3", "answer.py", "{port}"),
                Map.of(),
                null,
                Map.of(),
                null,
                ports,
                Duration.ofSeconds(3));
    }

    public static TargetService of(Path base, RunRules run, ProxyRules proxy) {
        return new TargetService(
                "sample",
                "test",
                base,
                new ArtifactRules(ArtifactKind.ARCHIVE, "python3", null),
                run,
                proxy,
                new HealthRules("/", "release", Duration.ofSeconds(1), Duration.ofSeconds(10), 5, 10),
                List.of(),
                null,
                new Deadlines(
                        Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
                Duration.ofSeconds(1),
                Duration.ZERO,
                new Retention(7, 5),
                new NoticeRules(null),
                new Hooks(List.of(), List.of(), List.of(), Duration.ofMinutes(1)),
                List.of(),
                List.of(),
                new LogRotation(1_000, 2),
                false,
                false,
                0);
    }

    /** A release's directory, made when it is not there. */
    public static Path release(TargetService service, String release) throws IOException {
        Path directory =
                Files.createDirectories(service.base().resolve("releases").resolve(release));
        Path script = directory.resolve("answer.py");
        if (!Files.exists(script)) {
            try (InputStream answer = SampleService.class.getResourceAsStream("/process/answer.py")) {
                Files.copy(answer, script);
            }
        }
        return directory.toRealPath();
    }

    public static Launch launch(TargetService service, String release, int port) throws IOException {
        return new CommandLine(service, release, "0".repeat(40), "sample.tar.gz", release(service, release))
                .launch(port);
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The answer's body, or what went wrong. */
    public static String ask(int port) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(15);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long: " + what).isBefore(deadline);
            Thread.onSpinWait();
        }
    }
}
