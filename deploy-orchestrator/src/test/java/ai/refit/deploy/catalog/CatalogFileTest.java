package ai.refit.deploy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFileTest {

    @TempDir
    Path directory;

    @Test
    void theExampleOfTheSpecificationIsRead() throws IOException {
        CatalogFile file = read(SampleServices.EXAMPLE);

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
        TargetService service =
                read(SampleServices.SHORTEST).catalog().find("users/staging").orElseThrow();

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
            CatalogFile file = read(SampleServices.EXAMPLE.replace("${DISCORD_WEBHOOK}", "${" + name + "}"));

            assertThat(file.catalog().services().getFirst().notices().discord()).isNull();
            assertThat(file.warnings())
                    .containsExactly(directory.resolve("services.yml") + ":20: services[0].notify.discord: ${" + name
                            + "} is not set: notices are recorded and sent nowhere");
        }
    }

    @Test
    void noProxyMayBeSaidInOneWord() throws IOException {
        assertThat(read(SampleServices.SHORTEST + "    proxy: none\n")
                        .catalog()
                        .services()
                        .getFirst()
                        .proxy())
                .isEqualTo(new ProxyRules.None());
    }

    private CatalogFile read(String text) throws IOException {
        return CatalogFile.read(Files.writeString(directory.resolve("services.yml"), text), SampleServices.ENVIRONMENT);
    }
}
