package ai.refit.deploy.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.catalog.TargetService.ArtifactRules;
import ai.refit.deploy.catalog.TargetService.Deadlines;
import ai.refit.deploy.catalog.TargetService.HealthRules;
import ai.refit.deploy.catalog.TargetService.Hooks;
import ai.refit.deploy.catalog.TargetService.Irreversible;
import ai.refit.deploy.catalog.TargetService.LogRotation;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.NoData;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.catalog.TargetService.Retention;
import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.catalog.TargetService.SmokeCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogFileTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("DISCORD_WEBHOOK", "https://discord.example/api/webhooks/1/s3cret", "PORT", "8200", "EMPTY", "");

    private static final String EXAMPLE = """
            services:
              - name: ai-service
                environment: production
                host: local
                base: /srv/refit                       # releases/, backups/, logs/, current -> release (for people only)
                artifact: { kind: wheel, python: python3 }        # wheel | jar | archive
                run:
                  manager: process                     # pm2 | systemd | process
                  command: ["venv/bin/uvicorn", "api.main:app", "--host", "127.0.0.1", "--port", "{port}"]   # relative to the release directory
                  environment: { RELEASE_ID: "{release}" }
                  ports: [8100, 8101]                  # two: blue/green; one: restart with hold
                proxy: { kind: caddy, admin: "http://127.0.0.1:2019", listen: ":8080" }        # or kind: none
                health: { path: /api/ai/health, release-field: release, minimum-healthy: 10s, deadline: 5m, tries: 5 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status, warn-above: 3s, timeout: 5s }
                slo: { prometheus: "http://127.0.0.1:9090", query: "refit:ai_latency:p95:1m{endpoint='/api/ai/recommendations'}", maximum: 3.0, settle: 5m, no-data: warn }
                deadlines: { progress: 10m, dependencies: 30m, rollback: 5m }
                drain: 30s
                retention: { days: 7, successful: 5 }
                notify: { discord: "${DISCORD_WEBHOOK}" }
            """;

    private static final String SHORTEST = """
            services:
              - name: users
                environment: staging
                base: /srv/users
                artifact: { kind: archive }
                run: { command: [bin/serve], ports: [8300] }
                health: { path: /health }
            """;

    private static final String OTHER = SHORTEST.substring("services:\n".length());

    @TempDir
    Path directory;

    @Test
    void theExampleOfTheSpecificationIsRead() throws IOException {
        CatalogFile file = read(EXAMPLE);

        assertThat(file.warnings()).isEmpty();
        TargetService service = file.catalog().find("ai-service", "production").orElseThrow();
        assertThat(service.key()).isEqualTo("ai-service/production");
        assertThat(service.base()).isEqualTo(Path.of("/srv/refit"));
        assertThat(service.artifact()).isEqualTo(new ArtifactRules(ArtifactKind.WHEEL, "python3", null));
        assertThat(service.run().manager()).isEqualTo(ManagerKind.PROCESS);
        assertThat(service.run().command())
                .containsExactly("venv/bin/uvicorn", "api.main:app", "--host", "127.0.0.1", "--port", "{port}");
        assertThat(service.run().environment()).isEqualTo(Map.of("RELEASE_ID", "{release}"));
        assertThat(service.run().ports()).containsExactly(8100, 8101);
        assertThat(service.proxy())
                .isEqualTo(new ProxyRules.Caddy("http://127.0.0.1:2019", ":8080", Duration.ofSeconds(30)));
        assertThat(service.health())
                .isEqualTo(new HealthRules(
                        "/api/ai/health", "release", Duration.ofSeconds(10), Duration.ofMinutes(5), 5, 10));
        assertThat(service.smoke())
                .containsExactly(new SmokeCheck(
                        "POST",
                        "/api/ai/recommendations",
                        "{\"user_id\":\"test\",\"interest\":\"backend\"}",
                        "status",
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5)));
        assertThat(service.slo())
                .isEqualTo(new SloRules(
                        "http://127.0.0.1:9090",
                        "refit:ai_latency:p95:1m{endpoint='/api/ai/recommendations'}",
                        3.0,
                        Duration.ofMinutes(5),
                        NoData.WARN));
        assertThat(service.deadlines())
                .isEqualTo(new Deadlines(
                        Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofHours(24)));
        assertThat(service.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(service.retention()).isEqualTo(new Retention(7, 5));
        assertThat(service.notices().discord()).isEqualTo("https://discord.example/api/webhooks/1/s3cret");
        assertThat(service.toString()).doesNotContain("s3cret");
    }

    @Test
    void theShortestDescriptionHasAllDefaults() throws IOException {
        TargetService service = read(SHORTEST).catalog().find("users/staging").orElseThrow();

        assertThat(service.run().manager()).isEqualTo(ManagerKind.PROCESS);
        assertThat(service.run().stopGrace()).isEqualTo(Duration.ofSeconds(15));
        assertThat(service.proxy()).isEqualTo(new ProxyRules.None());
        assertThat(service.health())
                .isEqualTo(new HealthRules("/health", "release", Duration.ofSeconds(10), Duration.ofMinutes(5), 5, 10));
        assertThat(service.smoke()).isEmpty();
        assertThat(service.slo()).isNull();
        assertThat(service.deadlines())
                .isEqualTo(new Deadlines(
                        Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofHours(24)));
        assertThat(service.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(service.bake()).isZero();
        assertThat(service.retention()).isEqualTo(new Retention(7, 5));
        assertThat(service.notices().discord()).isNull();
        assertThat(service.hooks()).isEqualTo(new Hooks(List.of(), List.of(), List.of(), Duration.ofMinutes(5)));
        assertThat(service.freeze()).isEmpty();
        assertThat(service.irreversible()).isEmpty();
        assertThat(service.logs()).isEqualTo(new LogRotation(10_485_760, 5));
        assertThat(service.approval()).isFalse();
        assertThat(service.itself()).isFalse();
        assertThat(service.minimumDisk()).isEqualTo(524_288_000);
        assertThat(service.isBlueGreen()).isFalse();
    }

    @Test
    void everythingElseThatCanBeSaidIsRead() throws IOException {
        TargetService service = read("""
                services:
                  - name: users
                    environment: staging
                    base: /srv/users
                    artifact: { kind: wheel, python: python3.11, find-links: /srv/wheels }
                    run:
                      manager: pm2
                      command: [serve, "{port}"]
                      environment: { LEVEL: info, TOKEN: "a ${PORT} b" }
                      environment-file: /etc/users.env
                      secrets: { DATABASE_URL: /run/secrets/database }
                      pm2-home: /srv/users/.pm2
                      ports: ["${PORT}", 8301]
                      stop-grace: 200ms
                    proxy: { kind: caddy, listen: "127.0.0.1:8090", hold: 1m }
                    health: { path: /health, rollback-tries: 3 }
                    slo: { prometheus: "http://127.0.0.1:9090", query: up, maximum: 1, no-data: ask }
                    deadlines: { queue: 1h }
                    bake: 90s
                    freeze:
                      once:
                        - { from: 2026-12-24T18:00+09:00, to: "2026-12-27T09:00:00+09:00", reason: holidays }
                      weekly:
                        - { days: [fri, Saturday], from: "18:00", to: "08:30", zone: Asia/Seoul, reason: weekend }
                    irreversible:
                      - { sha: 1234567, reason: drops a column }
                    hooks: { before-start: [bin/migrate, "{sha}"], after-live: [bin/warm], before-rollback: [bin/undo], timeout: 2m }
                    logs: { max-size: 1MB, keep: 2 }
                    approval: true
                    itself: true
                    minimum-disk: 2GB
                """).catalog().services().getFirst();

        assertThat(service.artifact())
                .isEqualTo(new ArtifactRules(ArtifactKind.WHEEL, "python3.11", Path.of("/srv/wheels")));
        assertThat(service.run().manager()).isEqualTo(ManagerKind.PM2);
        assertThat(service.run().environment()).isEqualTo(Map.of("LEVEL", "info", "TOKEN", "a 8200 b"));
        assertThat(service.run().environmentFile()).isEqualTo(Path.of("/etc/users.env"));
        assertThat(service.run().secrets()).isEqualTo(Map.of("DATABASE_URL", Path.of("/run/secrets/database")));
        assertThat(service.run().pm2Home()).isEqualTo(Path.of("/srv/users/.pm2"));
        assertThat(service.run().ports()).containsExactly(8200, 8301);
        assertThat(service.run().stopGrace()).isEqualTo(Duration.ofMillis(200));
        assertThat(service.proxy())
                .isEqualTo(new ProxyRules.Caddy("http://127.0.0.1:2019", "127.0.0.1:8090", Duration.ofMinutes(1)));
        assertThat(service.health().rollbackTries()).isEqualTo(3);
        assertThat(service.slo()).extracting(SloRules::noData).isEqualTo(NoData.ASK);
        assertThat(service.deadlines().queue()).isEqualTo(Duration.ofHours(1));
        assertThat(service.bake()).isEqualTo(Duration.ofSeconds(90));
        assertThat(service.freeze())
                .containsExactly(
                        new FreezeWindow.Once(
                                OffsetDateTime.parse("2026-12-24T18:00+09:00"),
                                OffsetDateTime.parse("2026-12-27T09:00+09:00"),
                                "holidays"),
                        new FreezeWindow.Weekly(
                                Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                                LocalTime.of(18, 0),
                                LocalTime.of(8, 30),
                                ZoneId.of("Asia/Seoul"),
                                "weekend"));
        assertThat(service.irreversible()).containsExactly(new Irreversible("1234567", "drops a column"));
        assertThat(service.hooks())
                .isEqualTo(new Hooks(
                        List.of("bin/migrate", "{sha}"),
                        List.of("bin/warm"),
                        List.of("bin/undo"),
                        Duration.ofMinutes(2)));
        assertThat(service.logs()).isEqualTo(new LogRotation(1_048_576, 2));
        assertThat(service.approval()).isTrue();
        assertThat(service.itself()).isTrue();
        assertThat(service.minimumDisk()).isEqualTo(2_147_483_648L);
    }

    @Test
    void aWebhookThatIsNotSetMeansNoNoticesAndAWarning() throws IOException {
        for (String name : List.of("UNSET", "EMPTY")) {
            CatalogFile file = read(EXAMPLE.replace("${DISCORD_WEBHOOK}", "${" + name + "}"));

            assertThat(file.catalog().services().getFirst().notices().discord()).isNull();
            assertThat(file.warnings())
                    .containsExactly(directory.resolve("services.yml") + ":20: services[0].notify.discord: ${" + name
                            + "} is not set: notices are recorded and sent nowhere");
        }
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        assertThat(mistakes(EXAMPLE.replace("[8100, 8101]", "[8100, 8100]")
                        .replace("/srv/refit ", "srv/refit ")
                        .replace("settle: 5m", "settle: soon")))
                .containsExactly(
                        "5: services[0].base: srv/refit (expected: an absolute path)",
                        "11: services[0].run.ports: [8100, 8100] (expected: one or two different ports between 1 and 65535)",
                        "16: services[0].slo.settle: soon (expected: a duration such as 200ms, 10s, 5m, 1h or 7d)");
    }

    @Test
    void aSecretIsInNoMessage() {
        String wrong = EXAMPLE.replace("${DISCORD_WEBHOOK}", "hunter2")
                .replace("RELEASE_ID: \"{release}\"", "\"NOT A NAME\": \"hunter2 {relese}\", B: [hunter2]");

        assertThat(mistakes(wrong)).hasSize(4).noneMatch(each -> each.contains("hunter2"));
        assertThat(mistakes("services: [ {name: hunter2")).noneMatch(each -> each.contains("hunter2"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("single")
    void aMistakeIsToldWithItsPlaceAndWhatWasExpected(String right, String wrong, String message) {
        assertThat(EXAMPLE).contains(right);
        assertThat(mistakes(EXAMPLE.replace(right, wrong)))
                .singleElement()
                .asString()
                .contains(message);
    }

    static Stream<Arguments> single() {
        return Stream.of(
                arguments("name: ai-service", "name: AI service", "1 to 63 lower-case letters"),
                arguments("name: ai-service\n    environment", "environment", "2: services[0].name: missing"),
                arguments("name: ai-service", "name: [a]", "name: a list (expected: 1 to 63"),
                arguments("host: local", "host: web-1", "host: web-1 (expected: local, the only one so far)"),
                arguments("base: /srv/refit", "base: srv/refit", "base: srv/refit (expected: an absolute path)"),
                arguments("base: /srv/refit", "base: /", "base: / (expected: an absolute path)"),
                arguments("base: /srv", "base: ${HOME_DIR}/srv", "${HOME_DIR} is not set (expected: an environment"),
                arguments("base: /srv", "base: ${}/srv", "base: not a reference (expected: ${NAME}"),
                arguments("kind: wheel", "kind: weel", "kind: weel (expected: one of wheel, jar, archive)"),
                arguments("kind: wheel", "kind: jar", "python: of no use here (expected: only with kind: wheel)"),
                arguments("python: python3", "find-links: wheels", "find-links: wheels (expected: an absolute path)"),
                arguments("python: python3", "python: ''", "artifact.python:  (expected: text that is not empty)"),
                arguments("{ kind: wheel, python: python3 }", "wheel", "artifact: text (expected: keys with values)"),
                arguments("manager: process", "manager: docker", "(expected: one of pm2, systemd, process)"),
                arguments("manager: process", "pm2-home: /srv/pm2", "run.pm2-home: of no use here (expected: only"),
                arguments("\"{port}\"]", "\"{prot}\"]", "run.command[5]: {prot} (expected: {port})"),
                arguments("\"{port}\"]", "\"{x}\"]", "{x} (expected: one of {port}, {release}, {sha}, {artifact}"),
                arguments("\"{release}\"", "\"{relase}\"", "run.environment.RELEASE_ID: {relase} (expected: {rel"),
                arguments("RELEASE_ID:", "REFIT_SLOT:", "environment.REFIT_SLOT: REFIT_SLOT (expected: the name of"),
                arguments("[8100, 8101]", "[]", "ports: [] (expected: one or two different ports"),
                arguments("[8100, 8101]", "[1, 2, 3]", "ports: [1, 2, 3] (expected: one or two different ports"),
                arguments("[8100, 8101]", "[80800]", "ports[0]: 80800 (expected: a port between 1 and 65535)"),
                arguments("[8100, 8101]", "8100", "run.ports: text (expected: a list)"),
                arguments(
                        "      ports",
                        "      secrets: { RELEASE_ID: /x }\n      ports",
                        "RELEASE_ID is in environment too"),
                arguments(
                        "admin: \"http://127.0.0.1:2019\", listen: \":8080\"",
                        "",
                        "proxy.listen: missing (expected: an address"),
                arguments(
                        "caddy, admin: \"http://127.0.0.1:2019\"",
                        "none",
                        "proxy.listen: of no use here (expected: only with kind: c"),
                arguments("http://127.0.0.1:2019", "localhost:2019", "admin: localhost:2019 (expected: an http(s) ad"),
                arguments("\":8080\"", "\"8080\"", "proxy.listen: 8080 (expected: an address to listen on"),
                arguments(
                        "\":8080\"", "\":8080\", hold: 1h", "hold: 1h (expected: a duration above 0, and at most 10m)"),
                arguments("\":8080\"", "\":8100\"", "proxy.listen: port 8100 is used by ai-service/production"),
                arguments("path: /api/ai/health", "path: health", "health.path: health (expected: a path that begins"),
                arguments("deadline: 5m", "deadline: 9s", "minimum-healthy: 10s (expected: less than"),
                arguments("minimum-healthy: 10s", "minimum-healthy: 10", "minimum-healthy: 10 (expected: a duration"),
                arguments("tries: 5", "tries: 0", "health.tries: 0 (expected: a number from 1 to 1000)"),
                arguments("method: POST", "method: post", "smoke[0].method: post (expected: one of GET, POST"),
                arguments("path: /api/ai/recommendations", "path: api", "smoke[0].path: api (expected: a path that"),
                arguments("timeout: 5s", "timeout: 2s", "warn-above: 3s (expected: at most the timeout)"),
                arguments("json-field: status", "json_field: status", "json_field: unknown key (expected: json-field)"),
                arguments("maximum: 3.0", "maximum: fast", "slo.maximum: fast (expected: a number above 0)"),
                arguments("no-data: warn", "no-data: pass", "no-data: pass (expected: one of warn, fail, ask)"),
                arguments("progress: 10m", "progress: 0s", "deadlines.progress: 0s (expected: a duration above 0"),
                arguments("rollback: 5m", "rollback: 10s", "deadlines: rollback: 10s (expected: longer than health"),
                arguments("drain: 30s", "drain: -1s", "drain: -1s (expected: a duration such as"),
                arguments("drain: 30s", "drian: 30s", "18: services[0].drian: unknown key (expected: drain)"),
                arguments("drain: 30s", "colour: red", "colour: unknown key (expected: one of approval, artifact"),
                arguments("drain: 30s", "smoke: []", "services[0].smoke: given twice (expected: once)"),
                arguments("drain: 30s", "approval: yes", "approval: yes (expected: true or false)"),
                arguments("drain: 30s", "minimum-disk: 2G", "minimum-disk: 2G (expected: a size such as"),
                arguments("drain: 30s", "logs: { max-size: 1B }", "max-size: 1B (expected: a size of 1KB or more"),
                arguments("drain: 30s", "irreversible: [{sha: xyz, reason: x}]", "sha: xyz (expected: 7 to 40 hex"),
                arguments("drain: 30s", "hooks: { after-live: warm }", "hooks.after-live: text (expected: a list)"),
                arguments("drain: 30s", "hooks: { after-live: [~] }", "after-live[0]: nothing (expected: text that"),
                arguments("drain: 30s", "freeze: [friday]", "freeze: a list (expected: keys with values)"),
                arguments(
                        "drain: 30s",
                        "freeze: { once: [{ from: 2026-12-24T18:00, to: 2026-12-27T09:00Z, reason: x }] }",
                        "freeze.once[0].from: 2026-12-24T18:00 (expected: a date and time with its offset"),
                arguments(
                        "drain: 30s",
                        "freeze: { once: [{ from: 2026-12-24T18:00Z, to: 2026-12-24T18:00Z, reason: x }] }",
                        "freeze.once[0].to: 2026-12-24T18:00Z (expected: later than from)"),
                arguments(
                        "drain: 30s",
                        "freeze: { weekly: [{ days: [], from: '18:00', to: '08:00', zone: UTC, reason: x }] }",
                        "freeze.weekly[0].days: [] (expected: a list of days, as [fri, sat])"),
                arguments(
                        "drain: 30s",
                        "freeze: { weekly: [{ days: [f], from: '18:00', to: '08:00', zone: UTC, reason: x }] }",
                        "freeze.weekly[0].days[0]: f (expected: a day of the week"),
                arguments(
                        "drain: 30s",
                        "freeze: { weekly: [{ days: [fri], from: '18:00', to: '8', zone: UTC, reason: x }] }",
                        "freeze.weekly[0].to: 8 (expected: a time of day"),
                arguments(
                        "drain: 30s",
                        "freeze: { weekly: [{ days: [fri], from: '18:00', to: '08:00', zone: Mars, reason: x }] }",
                        "freeze.weekly[0].zone: Mars (expected: a time zone"),
                arguments("days: 7", "days: week", "retention.days: week (expected: a number from 0 to 3650)"),
                arguments("successful: 5", "successful: 0", "successful: 0 (expected: a number from 1 to 1000)"),
                arguments(
                        "${DISCORD_WEBHOOK}", "x", "20: services[0].notify.discord: not usable (expected: an http(s)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("pairs")
    void servicesOfOneHostMustNotBeInEachOthersWay(String second, String message) {
        assertThat(mistakes(SHORTEST.replace("8300]", "8300, 8301]").replace("health: {", "itself: true\n    health: {")
                        + second))
                .singleElement()
                .asString()
                .contains(message);
    }

    static Stream<Arguments> pairs() {
        String other = OTHER.replace("staging", "production")
                .replace("/srv/users", "/srv/other")
                .replace("[8300]", "[8400, 8401]");
        String proxied = other + "    proxy: { kind: caddy, listen: \":8300\" }\n";
        return Stream.of(
                arguments(other.replace("production", "staging"), "services[1].name: users/staging is described twice"),
                arguments(
                        other.replace("/srv/other", "/srv/users/b"), "services[1].base: /srv/users/b (expected: a dir"),
                arguments(other.replace("8401", "8301"), "services[1].run.ports: port 8301 is used by users/staging"),
                arguments(proxied, "services[1].proxy.listen: port 8300 is used by users/staging"),
                arguments(other + "    itself: true\n", "services[1].itself: true for users/staging too"));
    }

    @Test
    void theOrchestratorItselfNeedsTwoPorts() {
        assertThat(mistakes(SHORTEST + "    itself: true\n"))
                .singleElement()
                .asString()
                .contains("services[0].itself: true with one port (expected: two ports");
    }

    @Test
    void noProxyMayBeSaidInOneWord() throws IOException {
        assertThat(read(SHORTEST + "    proxy: none\n")
                        .catalog()
                        .services()
                        .getFirst()
                        .proxy())
                .isEqualTo(new ProxyRules.None());
    }

    @Test
    void whatIsNoYamlOrNotThereIsRefused() {
        assertThat(mistakes("services: [")).singleElement().asString().contains(": not YAML: ");
        assertThat(mistakes("")).singleElement().asString().contains("empty (expected: services)");
        assertThat(mistakes("[]")).containsExactly("1: the file: a list (expected: keys with values)");
        assertThat(mistakes("service: []"))
                .containsExactly(
                        "1: services: missing (expected: a list of services)",
                        "1: service: unknown key (expected: services)");
        assertThatThrownBy(() -> CatalogFile.read(directory.resolve("missing.yml"), Map.of()))
                .isInstanceOf(InvalidCatalog.class)
                .hasMessageEndingWith("missing.yml: there is no such file");
        assertThatThrownBy(() -> CatalogFile.read(directory, Map.of()))
                .isInstanceOf(InvalidCatalog.class)
                .hasMessageContaining(": cannot be read: ");
    }

    private CatalogFile read(String text) throws IOException {
        return CatalogFile.read(Files.writeString(directory.resolve("services.yml"), text), ENVIRONMENT);
    }

    /** Without the file's name. */
    private List<String> mistakes(String text) {
        try {
            read(text);
            return List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InvalidCatalog e) {
            return e.getMessage()
                    .lines()
                    .map(line -> line.substring((directory.resolve("services.yml") + ":").length()))
                    .toList();
        }
    }
}
