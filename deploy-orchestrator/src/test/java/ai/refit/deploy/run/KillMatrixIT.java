package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.Effects.Effect;
import ai.refit.deploy.run.TestHost.Packing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: kill -9 of the orchestrator at any step, before, during or after its effect, and soon after it is
 * started again the deployment is final, one process serves with the right release, no effect was doubled, and one final
 * notice is recorded. Each cell is a deployment whose orchestrators kill themselves there; the last one ends it, and has
 * the next cell before it.
 */
final class KillMatrixIT {

    private static final String QUICK = """
                health: { path: /api/ai/health, minimum-healthy: 300ms, deadline: 60s, tries: 3, rollback-tries: 3 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status }
                bake: 2s
                drain: 200ms
            """;

    /** A deployment's course, and what it must come to wherever it was killed. */
    private enum Course {
        /** Everything goes well. */
        DEPLOY("LIVE"),
        /** The new release never answers; on one port that means a way back. */
        BROKEN("FAILED", "ROLLED_BACK"),
        /** Its process is killed under traffic. */
        DYING("ROLLED_BACK"),
        /** What a backup holds comes back. */
        RESTORE("ROLLED_BACK");

        private final List<String> ends;

        Course(String... ends) {
            this.ends = List.of(ends);
        }
    }

    /**
     * A deployment whose orchestrator is killed at each point in turn.
     *
     * @param points {@code <step> <moment> <effect>}, the effect by its first words
     */
    private record Cell(Course course, String... points) {}

    @TempDir
    private Path directory;

    private TestHost host;
    private TestDatabase database;
    private ForkedOrchestrator orchestrator;
    private int version;

    @AfterEach
    void stop() {
        orchestrator.close();
        host.close();
    }

    @Test
    void oneCellOfEachStepOnTwoPorts() {
        start(2);
        passes(List.of(
                new Cell(
                        Course.DEPLOY,
                        "TakeBackup DURING back up",
                        "FetchArtifact DURING keep",
                        "BuildRelease AFTER",
                        "StartCandidate DURING start",
                        "VerifyHealth DURING",
                        "RunSmoke BEFORE",
                        "SwitchTraffic AFTER",
                        "Bake DURING",
                        "CheckSlo BEFORE",
                        "CareAfter DURING stop"),
                new Cell(Course.RESTORE, "Conclude DURING drop safety backup"),
                new Cell(Course.BROKEN, "Withdraw DURING stop"),
                new Cell(Course.DYING, "RestoreTraffic AFTER")));
    }

    @Test
    void oneCellOfARestartInPlaceAndOfItsWayBack() {
        start(1);
        passes(List.of(
                new Cell(Course.DEPLOY, "RestartHeld DURING start"),
                new Cell(Course.BROKEN, "RestoreTraffic DURING start")));
    }

    @Test
    @Tag("full")
    void everyCellOnTwoPorts() {
        start(2);
        var cells = new ArrayList<Cell>();
        for (String step : List.of(
                "TakeBackup", "FetchArtifact", "StartCandidate", "VerifyHealth", "Bake", "Conclude", "CareAfter")) {
            cells.addAll(moments(Course.DEPLOY, step));
        }
        for (String step : List.of("Admit", "BuildRelease", "RunSmoke", "SwitchTraffic", "CheckSlo")) {
            cells.addAll(edges(Course.DEPLOY, step));
        }
        for (String step : List.of("TakeBackup", "StartCandidate", "Conclude", "CareAfter")) {
            cells.addAll(moments(Course.RESTORE, step));
        }
        cells.addAll(edges(Course.RESTORE, "BuildRelease"));
        cells.addAll(moments(Course.BROKEN, "Withdraw"));
        cells.addAll(edges(Course.DYING, "RestoreTraffic"));
        cells.addAll(moments(Course.DYING, "CareAfter"));
        passes(cells);
    }

    @Test
    @Tag("full")
    void everyCellOfARestartInPlace() {
        start(1);
        var cells = new ArrayList<Cell>();
        cells.addAll(moments(Course.DEPLOY, "RestartHeld"));
        cells.add(new Cell(Course.DEPLOY, "RestartHeld DURING start"));
        cells.addAll(moments(Course.RESTORE, "RestartHeld"));
        cells.addAll(moments(Course.BROKEN, "RestoreTraffic"));
        cells.add(new Cell(Course.BROKEN, "RestoreTraffic DURING start"));
        cells.addAll(moments(Course.DYING, "RestoreTraffic"));
        passes(cells);
    }

    /** Of a step that has no effect in the middle here: it looks once, or works in a directory that does not count yet. */
    private static List<Cell> edges(Course course, String step) {
        return List.of(new Cell(course, step + " BEFORE"), new Cell(course, step + " AFTER"));
    }

    private static List<Cell> moments(Course course, String step) {
        return List.of(
                new Cell(course, step + " BEFORE"),
                new Cell(course, step + " DURING"),
                new Cell(course, step + " AFTER"));
    }

    private void start(int ports) {
        host = new TestHost(directory, Packing.JAR, ports, QUICK);
        database = TestDatabase.create();
        orchestrator = new ForkedOrchestrator(directory, database, host.services()).start();
        for (int i = 0; i < 2; i++) {
            Deployment deployment = database.awaitRest(database.order(order(Course.DEPLOY)));
            assertThat(deployment.state().title())
                    .as(database.story(deployment.id()))
                    .isEqualTo("LIVE");
        }
    }

    private Order order(Course course) {
        String next = Integer.toString(++version);
        return switch (course) {
            case DEPLOY, DYING -> host.order(next, Behaviour.healthy());
            case BROKEN -> host.order(next, Behaviour.unhealthy());
            case RESTORE -> host.restore(null);
        };
    }

    /** Each is tried, whatever the others came to, so that one run shows them all. */
    private void passes(List<Cell> cells) {
        var failed = new ArrayList<String>();
        var slowest = Duration.ZERO;
        for (Cell cell : cells) {
            try {
                Duration resumed = pass(cell);
                slowest = resumed.compareTo(slowest) > 0 ? resumed : slowest;
                System.out.printf(
                        "kill matrix: %-8s %s: final %.1f s after the restart%n",
                        cell.course(), String.join(", ", cell.points()), resumed.toMillis() / 1000.0);
            } catch (AssertionError e) {
                failed.add(cell.course() + " " + List.of(cell.points()) + ": " + e.getMessage());
            }
        }
        System.out.printf(
                "kill matrix: %d of %d cells passed; slowest %.1f s%n",
                cells.size() - failed.size(), cells.size(), slowest.toMillis() / 1000.0);
        assertThat(failed).isEmpty();
    }

    private Duration pass(Cell cell) {
        Serving before = database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT);
        int effects = host.effects().all().size();
        List<String> points = List.of(cell.points());
        orchestrator.killAt(points.getFirst());
        UUID id = database.order(order(cell.course()));
        if (cell.course() == Course.DYING) {
            database.awaitState(id, "BAKING");
            host.kill(database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT).release());
        }
        for (String next : points.subList(1, points.size())) {
            awaitDeath(id);
            orchestrator.killAt(next);
            orchestrator.start();
        }
        awaitDeath(id);
        Instant restart = Instant.now();
        orchestrator.start();
        Deployment end = database.awaitEnd(id);
        Duration resumed = Duration.between(restart, Instant.now());
        database.awaitRest(id);

        assertThat(cell.course().ends)
                .as(() -> database.story(id))
                .contains(end.state().title());
        Serving now = database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT);
        assertThat(host.processes())
                .as(() -> "one process is left\n" + database.story(id))
                .hasSize(1);
        assertThat(host.release(now.port())).as("the right release serves").isEqualTo(now.release());
        if (end.state().title().equals("LIVE")) {
            assertThat(now.release()).isNotEqualTo(before.release());
        }
        assertThat(database.notices(id)).as("final notices").isOne();
        List<Effect> made = host.effects().all();
        var starts = made.subList(effects, made.size()).stream()
                .filter(effect -> effect.kind().equals("start"))
                .collect(Collectors.groupingBy(Effect::release, Collectors.counting()));
        assertThat(starts)
                .as(() -> "each release was started once\n" + database.story(id))
                .allSatisfy((_, times) -> assertThat(times).isOne());
        return resumed;
    }

    private void awaitDeath(UUID deployment) {
        orchestrator.awaitDeath();
        assertThat(database.deployment(deployment).active()
                        || !database.deployment(deployment).isFinal())
                .as(() -> "killed in the middle\n" + database.story(deployment))
                .isTrue();
    }
}
