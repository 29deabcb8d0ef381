package ai.refit.deploy.catalog;

import static ai.refit.deploy.catalog.SampleServices.EXAMPLE;
import static ai.refit.deploy.catalog.SampleServices.SHORTEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidCatalogTest {

    private static final String OTHER = SHORTEST.substring("services:\n".length());

    @TempDir
    Path directory;

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

    /** Without the file's name. */
    private List<String> mistakes(String text) {
        Path file = directory.resolve("services.yml");
        try {
            Files.writeString(file, text);
            CatalogFile.read(file, SampleServices.ENVIRONMENT);
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidCatalog e) {
            return e.getMessage()
                    .lines()
                    .map(line -> line.substring((file + ":").length()))
                    .toList();
        }
    }
}
