package ai.refit.deploy.watch;

import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.deployment.JournalEntry.Action;
import ai.refit.deploy.deployment.JournalEntry.GateSeen;
import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.deployment.JournalEntry.Planned;
import ai.refit.deploy.deployment.JournalEntry.StepEnded;
import ai.refit.deploy.deployment.JournalEntry.StepStarted;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.DeploymentState.*;
import ai.refit.deploy.lifecycle.OrderKind;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Rollout;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.lifecycle.Strategy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deployments that went far, for those who look. */
final class SampleStory {

    static final Running BEFORE = new Running("20260127150000-aaaaaaaaaaaa", 28100);
    static final Plan PLAN =
            new Plan(OrderKind.DEPLOY, Strategy.BLUE_GREEN, "20260128093000-abcdef000001", 28101, BEFORE, null, null);

    private SampleStory() {}

    /** @param number of the commit */
    static Order.Deploy order(String service, int number) {
        String sha = "%06x%034x".formatted(0xabcdef, number);
        var artifact = new ArtifactReference(URI.create("file:/builds/app.tar.gz"), "0".repeat(64), 1024);
        return new Order.Deploy(service, "production", sha, "run-" + number, "main", artifact, null);
    }

    /** Watched under traffic, after a smoke test that was tried again. */
    static UUID baking(WatchedOrchestrator orchestrator) {
        UUID id = orchestrator.order("ai-service");
        String safety = "20260128093001";
        var rollout = new Rollout(PLAN, safety, null);
        orchestrator.write(id, new StepEnded("Admit", 0, "Admitted", null), new Planned(PLAN));
        orchestrator.enter(id, new BackingUp(PLAN), false);
        orchestrator.write(
                id, new StepStarted("TakeBackup", 1, 1), new StepEnded("TakeBackup", 1, "BackupTaken", null));
        orchestrator.enter(id, new Fetching(PLAN, safety), false);
        orchestrator.write(
                id,
                new StepStarted("FetchArtifact", 1, 1),
                new LogLine("fetching app.tar.gz: 1024 bytes"),
                new StepEnded("FetchArtifact", 1, "Again", "connection refused"),
                new StepStarted("FetchArtifact", 2, 1),
                new LogLine("fetched app.tar.gz, sha256 verified"),
                new StepEnded("FetchArtifact", 2, "ArtifactFetched", null));
        orchestrator.enter(id, new Starting(rollout), false);
        orchestrator.write(
                id,
                new StepStarted("StartCandidate", 1, 1),
                new StepEnded("StartCandidate", 1, "CandidateStarted", null));
        orchestrator.enter(id, new Verifying(rollout), false);
        orchestrator.write(
                id,
                new StepStarted("VerifyHealth", 1, 1),
                new LogLine("try 1 of 5: connection refused"),
                new GateSeen(
                        "health",
                        "PASSED",
                        "20260128093000-abcdef000001 answered well for 10 s as one process",
                        Map.of(
                                "tries",
                                2,
                                "status",
                                200,
                                "first_well_ms",
                                1840,
                                "healthy_for_ms",
                                10_020,
                                "pid",
                                4711)),
                new StepEnded("VerifyHealth", 1, "Healthy", null));
        orchestrator.enter(id, new SmokeTesting(rollout), false);
        orchestrator.write(
                id,
                new StepStarted("RunSmoke", 1, 1),
                new GateSeen(
                        "smoke",
                        "WARNED",
                        "POST /api/ai/recommendations took 3120 ms (expected: 3000 ms at most)",
                        Map.of(
                                "checks",
                                List.of(Map.of("check", "POST /api/ai/recommendations", "status", 200, "ms", 3120)))),
                new StepEnded("RunSmoke", 1, "SmokePassed", null));
        orchestrator.enter(id, new Switching(rollout), false);
        orchestrator.write(
                id,
                new StepStarted("SwitchTraffic", 1, 1),
                new LogLine("lead traffic to port 28101"),
                new StepEnded("SwitchTraffic", 1, "Switched", null));
        orchestrator.enter(id, new Baking(new Rollout(PLAN, safety, Instant.now())), false);
        orchestrator.write(
                id,
                new StepStarted("Bake", 1, 1),
                new Action("pause", "mina", "the mentors' team asked to wait", null));
        return id;
    }

    /** Went back because of its service level. */
    static UUID rolledBack(WatchedOrchestrator orchestrator) {
        UUID id = orchestrator.order("ai-service");
        var rollout = new Rollout(PLAN, "20260128093001", Instant.now());
        var cause = Cause.failure("SLO_MISSED", "p95 is 4.2 s (expected: 3 s at most)");
        orchestrator.write(id, new Planned(PLAN));
        orchestrator.enter(id, new CheckingSlo(rollout), false);
        orchestrator.write(
                id,
                new StepStarted("CheckSlo", 1, 1),
                new GateSeen(
                        "slo", "FAILED", "p95 is 4.2 s (expected: 3 s at most)", Map.of("value", 4.2, "maximum", 3.0)),
                new StepEnded("CheckSlo", 1, "StepFailed", "SLO_MISSED: p95 is 4.2 s (expected: 3 s at most)"));
        orchestrator.enter(id, new RollingBack(rollout, cause, 1), false);
        orchestrator.write(
                id,
                new StepStarted("RestoreTraffic", 1, 1),
                new StepEnded("RestoreTraffic", 1, "TrafficRestored", null));
        orchestrator.enter(id, new VerifyingRollback(rollout, cause, 1, BEFORE), false);
        orchestrator.enter(id, new RolledBack(BEFORE, cause, null), true);
        return id;
    }
}
