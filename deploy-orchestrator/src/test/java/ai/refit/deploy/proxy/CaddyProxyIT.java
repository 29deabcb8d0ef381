package ai.refit.deploy.proxy;

import static ai.refit.deploy.process.SampleService.ask;
import static ai.refit.deploy.process.SampleService.await;
import static ai.refit.deploy.process.SampleService.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.doubles.Programs;
import ai.refit.deploy.process.OwnProcess;
import ai.refit.deploy.process.ProcessManager;
import ai.refit.deploy.process.ProcessManagers;
import ai.refit.deploy.process.SampleService;
import ai.refit.deploy.process.Slot;
import ai.refit.deploy.proxy.Proxy.Route;
import ai.refit.deploy.proxy.SteadyLoad.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Caddy and real processes. Each call uses a proxy that knows nothing of the calls before. */
class CaddyProxyIT {

    private static final Duration LONGEST_GAP = Duration.ofMillis(500);

    @TempDir
    Path directory;

    private int adminPort;
    private int front;
    private int first;
    private int second;
    private Process caddy;
    private TargetService service;
    private ProcessManager processes;

    @BeforeEach
    void startCaddy() throws IOException {
        Programs.assumeInstalled("caddy", "python3");
        adminPort = freePort();
        front = freePort();
        first = freePort();
        second = freePort();
        caddy = runCaddy();
        service = describe(List.of(first, second));
        processes = ProcessManagers.of(service);
    }

    @AfterEach
    void endAll() throws InterruptedException {
        if (caddy != null) {
            caddy.destroyForcibly().waitFor();
            processes.stop(slot(first));
            processes.stop(slot(second));
        }
    }

    @Test
    void switchingBetweenPortsLosesNoRequest() throws Exception {
        serve("one", first);
        serve("two", second);
        proxy().leadTo(first);
        try (SteadyLoad load = new SteadyLoad(front)) {
            awaitAnswers(load, 50);
            proxy().leadTo(second);
            assertThat(ask(front)).isEqualTo("two 0");
            awaitAnswers(load, 50);
            proxy().leadTo(first);
            assertThat(ask(front)).isEqualTo("one 0");
            awaitAnswers(load, 50);
            Report report = load.end();
            System.out.println("switch: " + report);
            assertThat(report.lost()).as(report.toString()).isZero();
            assertThat(report.gap()).isLessThan(LONGEST_GAP);
        }
    }

    @Test
    void aRestartOnTheSamePortLosesNoRequest() throws Exception {
        service = describe(List.of(first));
        serve("one", first);
        proxy().leadTo(first);
        try (SteadyLoad load = new SteadyLoad(front)) {
            for (String release : List.of("two", "three")) {
                awaitAnswers(load, 30);
                proxy().hold(first);
                assertThat(proxy().route()).hasValue(new Route(first, true));
                processes.stop(slot(first));
                serve(release, first);
                proxy().leadTo(first);
                assertThat(proxy().route()).hasValue(new Route(first, false));
                assertThat(ask(front)).isEqualTo(release + " 0");
            }
            awaitAnswers(load, 50);
            Report report = load.end();
            System.out.println("restart with hold, twice: " + report);
            assertThat(report.lost()).as(report.toString()).isZero();
            assertThat(report.answers()).containsOnlyKeys("one", "two", "three");
        }
    }

    @Test
    void aHoldWaitsForTheRequestsUnderWayAndNoLongerThanTheStopGrace() throws Exception {
        service = describe(List.of(first));
        proxy().leadTo(first);
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(first, 5, java.net.InetAddress.getLoopbackAddress())) {
            Thread request = Thread.startVirtualThread(() -> ask(front));
            try (java.net.Socket underWay = silent.accept()) {
                long began = System.nanoTime();
                proxy().hold(first);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
                assertThat(underWay.isConnected()).isTrue();
            }
            request.join();
        }
    }

    @Test
    void afterCaddyLostItsConfigurationTheRouteIsUnknownAndCanBePutBack() throws Exception {
        serve("one", first);
        proxy().leadTo(first);
        assertThat(proxy().route()).hasValue(new Route(first, false));

        caddy.destroyForcibly().waitFor();
        assertThat(proxy().unusable()).isPresent();
        caddy = runCaddy();

        assertThat(proxy().route()).isEmpty();
        proxy().leadTo(first);
        assertThat(proxy().route()).hasValue(new Route(first, false));
        assertThat(ask(front)).isEqualTo("one 0");
    }

    @Test
    void otherServersOfTheSameCaddyStayAsTheyAre() throws Exception {
        String other = "{\"listen\":[\"127.0.0.1:" + freePort() + "\"]}";
        admin("PUT", "apps", "{\"http\":{\"http_port\":18080,\"servers\":{\"other\":" + other + "}}}");

        proxy().leadTo(first);
        proxy().hold(second);

        assertThat(admin("GET", "apps/http/servers/other", "")).isEqualTo(other);
        assertThat(admin("GET", "apps/http/http_port", "")).isEqualTo("18080");
        assertThat(proxy().route()).hasValue(new Route(second, true));
    }

    @Test
    void anAbsentCaddyAndAForeignPortAreNamed() throws Exception {
        assertThatThrownBy(() -> proxy().leadTo(1))
                .hasMessage("port 1: not the service's (expected: one of [" + first + ", " + second + "])");
        caddy.destroyForcibly().waitFor();
        assertThatThrownBy(() -> proxy().leadTo(first))
                .isInstanceOf(ProxyFailure.class)
                .hasMessage("Caddy at http://127.0.0.1:" + adminPort + "/: no answer (ConnectException; expected: Caddy"
                        + " running, with its admin API there)");
    }

    private Proxy proxy() {
        return Proxies.of(service);
    }

    private TargetService describe(List<Integer> ports) {
        return SampleService.of(
                directory,
                SampleService.run(ManagerKind.PROCESS, ports),
                new ProxyRules.Caddy("http://127.0.0.1:" + adminPort, "127.0.0.1:" + front, Duration.ofSeconds(20)));
    }

    private OwnProcess serve(String release, int port) throws IOException {
        OwnProcess started = processes.start(SampleService.launch(service, release, port));
        await("port " + port, () -> ask(port).equals(release + " 0"));
        return started;
    }

    private static Slot slot(int port) {
        return new Slot("sample", "test", port);
    }

    private static void awaitAnswers(SteadyLoad load, int more) {
        int before = load.answered();
        await("answers", () -> load.answered() >= before + more);
    }

    private Process runCaddy() throws IOException {
        Path empty = Files.writeString(
                directory.resolve("empty.json"), "{\"admin\":{\"listen\":\"127.0.0.1:" + adminPort + "\"}}");
        ProcessBuilder builder = new ProcessBuilder("caddy", "run", "--config", empty.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("caddy.log").toFile()));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("XDG_DATA_HOME", directory.resolve("data").toString());
        builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        Process process = builder.start();
        caddy = process;
        await("Caddy", () -> {
            try {
                return admin("GET", "", "") != null;
            } catch (IOException | InterruptedException notYet) {
                return false;
            }
        });
        return process;
    }

    private String admin(String method, String path, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/config/" + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body()
                    .strip();
        }
    }
}
