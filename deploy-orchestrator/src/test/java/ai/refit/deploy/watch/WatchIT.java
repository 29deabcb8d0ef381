package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.DoubleRelease;
import ai.refit.deploy.doubles.Patiently;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.release.BackupKind;
import ai.refit.deploy.release.Release;
import ai.refit.deploy.release.ReleaseFacts;
import ai.refit.deploy.run.Target;
import ai.refit.deploy.run.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

@Isolated("when an orchestrator in this JVM stops, the HTTP servers of others do too")
final class WatchIT {

    private static final String DEPLOYMENTS = "/api/deploy/deployments/";

    private final WatchedOrchestrator orchestrator = WatchedOrchestrator.shared();

    @Test
    void aDeploymentTellsItsWholeStory() {
        UUID id = SampleStory.rolledBack(orchestrator);
        JsonNode seen = orchestrator.get(DEPLOYMENTS + id);
        assertThat(texts(seen.path("states"), "state"))
                .containsExactly("QUEUED", "CHECKING_SLO", "ROLLING_BACK", "VERIFYING_ROLLBACK", "ROLLED_BACK");
        assertThat(seen.at("/final").asBoolean()).isTrue();
        assertThat(seen.at("/release").asString()).isEqualTo(SampleStory.PLAN.release());
        assertThat(seen.at("/before/port").asInt()).isEqualTo(28100);
        assertThat(seen.at("/serving/release").asString()).isEqualTo(SampleStory.BEFORE.release());
        assertThat(seen.at("/cause/code").asString()).isEqualTo("SLO_MISSED");
        assertThat(seen.at("/gates/0/figures/value").asDouble()).isEqualTo(4.2);
        assertThat(seen.at("/steps/0/attempts/0/outcome").asString()).isEqualTo("StepFailed");
        assertThat(seen.at("/requested_by").asString()).isEqualTo("ci");
        assertThat(seen.at("/actions/0/reason").asString()).isEqualTo("a test wants it");
    }

    @Test
    void theListIsNewestFirstAndFiltered() {
        UUID first = orchestrator.order("mentors");
        UUID second = orchestrator.order("mentors");
        String query = "/api/deploy/deployments?service=mentors&environment=production&state=QUEUED";
        assertThat(texts(orchestrator.get(query + "&limit=2"), "deployment_id"))
                .containsExactly(second.toString(), first.toString());
        assertThat(orchestrator.get(query.replace("mentors", "nobody"))).isEmpty();
    }

    @Test
    void whatIsWrongWithAQuestionIsAProblemWithACode() {
        assertThat(List.of(
                        problem(DEPLOYMENTS + UUID.randomUUID()),
                        problem(DEPLOYMENTS + "nonsense/events"),
                        problem("/api/deploy/deployments?state=NOWHERE"),
                        problem("/api/deploy/deployments?limit=0"),
                        problem("/api/deploy/backups?service=nobody")))
                .containsExactly(
                        "404 DEPLOYMENT_NOT_FOUND",
                        "404 DEPLOYMENT_NOT_FOUND",
                        "422 INVALID_FIELD",
                        "422 INVALID_FIELD",
                        "404 UNKNOWN_SERVICE");
    }

    @Test
    void whoWatchesSeesWhatWasWhatComesAndTheEnd() throws Exception {
        UUID id = orchestrator.order("proxied");
        orchestrator.write(id, new LogLine("before"));
        try (var stream = new Stream(id, "")) {
            assertThat(stream.next()).contains("\"action\":\"deploy\"");
            assertThat(stream.next()).contains("\"to\":\"QUEUED\"");
            assertThat(stream.next()).contains("\"line\":\"before\"");
            orchestrator.write(id, new LogLine("meanwhile"));
            assertThat(stream.next()).contains("\"line\":\"meanwhile\"");
            orchestrator.enter(id, new Live(SampleStory.BEFORE, null), false);
            assertThat(stream.next()).contains("\"to\":\"LIVE\"");
            orchestrator.write(id, new LogLine("cared for"));
            assertThat(stream.next()).contains("\"line\":\"cared for\"");
            orchestrator.execute(
                    "UPDATE deploy.deployments SET due_at = NULL, active = false WHERE deployment_id = '" + id + "'");
            assertThat(stream.next()).contains("\"state\":\"LIVE\"");
            assertThat(stream.next()).isNull();
            assertThat(stream.names()).containsExactly("action", "state", "log", "log", "state", "log", "end");
        }
    }

    @Test
    void whoComesBackIsToldWhatWasMissedAndNothingTwice() throws Exception {
        UUID id = SampleStory.rolledBack(orchestrator);
        String fourth;
        try (var stream = new Stream(id, "")) {
            for (int i = 0; i < 4; i++) {
                stream.next();
            }
            fourth = stream.lastId();
        }
        List<String> all = new ArrayList<>();
        try (var stream = new Stream(id, "")) {
            for (String data = stream.next(); data != null; data = stream.next()) {
                all.add(data);
            }
        }
        List<String> rest = new ArrayList<>();
        String last;
        try (var stream = new Stream(id, fourth)) {
            for (String data = stream.next(); data != null; data = stream.next()) {
                rest.add(data);
            }
            last = stream.lastId();
        }
        assertThat(rest).isEqualTo(all.subList(4, all.size()));
        assertThat(orchestrator
                        .send(DEPLOYMENTS + id + "/events", "Last-Event-ID", last)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoDoesNotFollowIsToldWhatThereIs() {
        UUID id = orchestrator.order("mentors");
        HttpResponse<String> answer = orchestrator.send(DEPLOYMENTS + id + "/events?follow=false");
        assertThat(answer.body().lines().filter(line -> line.startsWith("event:")))
                .containsExactly("event:action", "event:state");
    }

    @Test
    void aSilentStreamSaysThatItIsAlive() throws Exception {
        UUID id = orchestrator.order("mentors");
        try (var stream = new Stream(id, "")) {
            stream.awaitHeartbeat();
            assertThat(stream.names()).containsExactly("action", "state");
        }
    }

    @Test
    void theNewestTenBackupsAreShownInPairsAndWhatRunsIsMarked(@TempDir Path builds) {
        Target target =
                orchestrator.bean(Targets.class).find("mentors/production").orElseThrow();
        Release old = released(target, builds, 1);
        Release now = released(target, builds, 2);
        Instant noon = Instant.parse("2026-01-27T12:00:00Z");
        for (int i = 0; i < 11; i++) {
            target.backups()
                    .take((i == 4 ? now : old).id(), i != 3, BackupKind.ROLLOUT, new UUID(7, i), noon.plusSeconds(i));
        }
        UUID deployment = orchestrator.order("mentors");
        orchestrator.execute("INSERT INTO deploy.serving VALUES ('mentors', 'production', '" + now.id()
                + "', 28110, true, '" + deployment + "', now())");
        JsonNode seen = orchestrator.get("/api/deploy/backups?service=mentors&environment=production");
        assertThat(seen).hasSize(10);
        assertThat(seen.get(0).path("id").asString()).isEqualTo("20260127120010");
        assertThat(texts(seen, "id")).doesNotContain("20260127120000");
        assertThat(seen)
                .filteredOn(backup -> backup.path("current").asBoolean())
                .extracting(
                        backup -> backup.path("code").asString(),
                        backup -> backup.path("dependencies").asString(),
                        backup -> backup.path("sha").asString())
                .containsExactly(tuple(
                        "code_20260127120004",
                        "wheel_20260127120004",
                        now.facts().sha()));
        assertThat(seen)
                .filteredOn(backup -> !backup.path("successful").asBoolean())
                .extracting(backup -> backup.path("id").asString())
                .containsExactly("20260127120003");
        JsonNode mentors = orchestrator.get("/api/deploy/services").get(1);
        assertThat(mentors.at("/should/release").asString()).isEqualTo(now.id());
        assertThat(mentors.at("/freeze").asString()).isEqualTo("the long holidays");
        assertThat(mentors.at("/drift/0").asString()).startsWith("nothing runs at port 28110");
    }

    @Test
    void openDeploymentsAreMeasured() {
        orchestrator.order("proxied");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(orchestrator.send("/metrics").body())
                                .containsPattern(
                                        "refit_deployments_open\\{environment=\"production\",service=\"proxied\",state=\"QUEUED\"\\} [1-9]")
                                .containsPattern(
                                        "refit_deployment_oldest_seconds\\{environment=\"production\",service=\"orchestrator\"\\} 0.0"));
    }

    private static Release released(Target target, Path builds, int version) {
        DoubleRelease artifact = DoubleRelease.archive(builds, Integer.toString(version), Behaviour.healthy());
        String code = target.layers().addCode(artifact.file(), "app.tar.gz");
        String dependencies = target.layers().resolveDependencies(code, Patiently.aMinute());
        return target.releases()
                .build(
                        new ReleaseFacts(
                                "2026012711000" + version + "-"
                                        + artifact.commit().substring(0, 12),
                                artifact.commit(),
                                "main",
                                "77",
                                code,
                                dependencies,
                                artifact.sha256(),
                                artifact.size(),
                                Instant.now(),
                                null,
                                null),
                        Patiently.aMinute());
    }

    private String problem(String path) {
        HttpResponse<String> answer = orchestrator.send(path);
        return answer.statusCode() + " " + orchestrator.get(path).path("code").asString();
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.path(field).asString()));
        return texts;
    }

    /** Events as they come. */
    private final class Stream implements AutoCloseable {

        private final HttpURLConnection connection;
        private final BufferedReader lines;
        private final List<String> names = new ArrayList<>();
        private String lastId = "";

        Stream(UUID id, String seen) throws IOException {
            connection = (HttpURLConnection)
                    orchestrator.url(DEPLOYMENTS + id + "/events").toURL().openConnection();
            connection.setReadTimeout(20_000);
            if (!seen.isEmpty()) {
                connection.setRequestProperty("Last-Event-ID", seen);
            }
            lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next event's data; null: the stream has ended. */
        String next() throws IOException {
            String data = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && data != null) {
                    return data;
                } else if (line.startsWith("id:")) {
                    lastId = line.substring(3);
                } else if (line.startsWith("event:")) {
                    names.add(line.substring(6));
                } else if (line.startsWith("data:")) {
                    data = line.substring(5);
                }
            }
            return null;
        }

        void awaitHeartbeat() throws IOException {
            for (String line = lines.readLine(); !line.startsWith(":"); line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    names.add(line.substring(6));
                }
            }
        }

        List<String> names() {
            return names;
        }

        String lastId() {
            return lastId;
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
