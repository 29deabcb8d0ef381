package ai.refit.deploy.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.lifecycle.DeploymentEvent.*;
import ai.refit.deploy.lifecycle.DeploymentState.*;
import ai.refit.deploy.lifecycle.Plan.Restore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TransitionsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final UUID NEWER = UUID.fromString("019aa000-0000-7000-8000-000000000001");
    private static final Running OLD = new Running("20261122120000-aaaaaaaaaaaa", 8100);
    private static final Cause BROKEN = Cause.failure("UNHEALTHY", "no answer");
    private static final Cause CALLED_OFF = Cause.abort("mina", "wrong branch");

    /** Every event in the forms that the table tells apart. */
    private static final Map<String, DeploymentEvent> EVENTS = events();

    @Test
    void everyMoveIsThisAndNoOther() throws IOException {
        var table = new StringBuilder();
        for (var state : states().entrySet()) {
            var moves = new TreeMap<String, TreeSet<String>>();
            EVENTS.forEach((name, event) -> {
                try {
                    moves.computeIfAbsent(describe(Transitions.next(state.getValue(), event)), _ -> new TreeSet<>())
                            .add(name);
                } catch (IllegalTransition impossible) {
                    // Not a move.
                }
            });
            table.append(state.getKey()).append('\n');
            moves.forEach((to, by) -> table.append("    ")
                    .append(String.join(", ", by))
                    .append(" -> ")
                    .append(to)
                    .append('\n'));
        }
        assertThat(table.toString()).isEqualTo(resource("moves.txt"));
    }

    @Test
    void everyStateIsReachedFromQueued() {
        var reached = new TreeSet<String>();
        var open = new ArrayList<DeploymentState>();
        for (Plan plan : plans()) {
            open.add(new Queued(false));
            while (!open.isEmpty()) {
                DeploymentState state = open.removeLast();
                if (!reached.add(plan.kind() + " " + plan.strategy() + " " + describe(state) + " " + state)) {
                    continue;
                }
                var events = new ArrayList<>(EVENTS.values());
                events.removeIf(Admitted.class::isInstance);
                events.add(new Admitted(plan));
                for (DeploymentEvent event : events) {
                    try {
                        open.add(Transitions.next(state, event));
                    } catch (IllegalTransition impossible) {
                        // Not a move.
                    }
                }
            }
        }
        Stream.of(DeploymentState.class.getAnnotation(JsonSubTypes.class).value())
                .map(type -> type.name())
                .forEach(title -> assertThat(reached).as(title).anyMatch(line -> line.contains(" " + title)));
    }

    @Test
    void aMoveThatIsNotListedSaysWhatItIs() {
        assertThatThrownBy(() -> Transitions.next(new Queued(false), new Switched(NOON)))
                .isInstanceOf(IllegalTransition.class)
                .hasMessage("QUEUED does not know Switched");
    }

    @Test
    void whatIsFinalStaysSo() {
        for (DeploymentState state : states().values()) {
            if (state instanceof Final) {
                for (DeploymentEvent event : EVENTS.values()) {
                    try {
                        assertThat(Transitions.next(state, event).title()).isEqualTo(state.title());
                    } catch (IllegalTransition impossible) {
                        // Better still.
                    }
                }
            }
        }
    }

    @Test
    void aStateIsReadAsItWasWritten() {
        for (DeploymentState state : states().values()) {
            String json = Json.mapper().writerFor(DeploymentState.class).writeValueAsString(state);
            assertThat(Json.read(json, DeploymentState.class)).isEqualTo(state);
        }
    }

    @Test
    void theWrittenFormIsKept() {
        String json = Json.mapper()
                .writerFor(DeploymentState.class)
                .writeValueAsString(new Baking(onTrial(deploy(Strategy.BLUE_GREEN, OLD), true)));
        assertThat(json).isEqualTo("""
                        {"state":"BAKING","rollout":{"plan":{"kind":"DEPLOY","strategy":"BLUE_GREEN",\
                        "release":"20261123120000-bbbbbbbbbbbb","port":8101,\
                        "before":{"release":"20261122120000-aaaaaaaaaaaa","port":8100},"restore":null,\
                        "irreversible":null},"safety":"20261123120000","traffic_since":"2026-11-23T12:00:00Z"}}""");
    }

    @Test
    void retentionKeepsWhatAStateRefersTo() {
        var rollingBack = new RollingBack(onTrial(restore(Strategy.BLUE_GREEN), true), BROKEN, 2);

        assertThat(References.releases(rollingBack))
                .containsExactlyInAnyOrder(OLD.release(), "20261123120000-bbbbbbbbbbbb");
        assertThat(References.backups(rollingBack)).containsExactlyInAnyOrder("20261123120000", "20261101120000");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = TransitionsTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String describe(DeploymentState state) {
        String title = state.title();
        return switch (state) {
            case RollingBack s -> title + " level " + s.level();
            case Live s -> title + aftercare(s);
            case RolledBack s -> title + aftercare(s);
            case Failed s -> title + aftercare(s);
            case Aborted s -> title + aftercare(s);
            default -> title;
        };
    }

    private static String aftercare(Final end) {
        Aftercare aftercare = end.aftercare();
        if (aftercare == null) {
            return "";
        }
        return aftercare.retire() == null
                ? " + aftercare"
                : " + retire port " + aftercare.retire().port();
    }

    private static Plan deploy(Strategy strategy, Running before) {
        return new Plan(
                OrderKind.DEPLOY,
                strategy,
                "20261123120000-bbbbbbbbbbbb",
                strategy == Strategy.HOLD ? 8100 : 8101,
                before,
                null,
                null);
    }

    private static Plan restore(Strategy strategy) {
        return new Plan(
                OrderKind.RESTORE,
                strategy,
                "20261123120000-bbbbbbbbbbbb",
                strategy == Strategy.HOLD ? 8100 : 8101,
                OLD,
                new Restore("20261101120000", true),
                null);
    }

    private static Rollout onTrial(Plan plan, boolean traffic) {
        return new Rollout(plan, plan.before() == null ? null : "20261123120000", traffic ? NOON : null);
    }

    private static List<Plan> plans() {
        Plan irreversible = new Plan(
                OrderKind.DEPLOY,
                Strategy.BLUE_GREEN,
                "20261123120000-bbbbbbbbbbbb",
                8101,
                OLD,
                null,
                "drops a column");
        return List.of(
                deploy(Strategy.BLUE_GREEN, OLD),
                deploy(Strategy.HOLD, OLD),
                deploy(Strategy.BLUE_GREEN, null),
                restore(Strategy.BLUE_GREEN),
                restore(Strategy.HOLD),
                irreversible);
    }

    /** Each state for each kind of plan that makes a difference to it. */
    private static Map<String, DeploymentState> states() {
        var states = new LinkedHashMap<String, DeploymentState>();
        states.put("QUEUED", new Queued(false));
        states.put("AWAITING_APPROVAL", new AwaitingApproval());
        for (Plan plan : plans()) {
            String name = (plan.irreversible() != null ? "irreversible " : "")
                    + (plan.kind() == OrderKind.RESTORE ? "restore, " : "")
                    + (plan.before() == null ? "first, " : "")
                    + plan.strategy();
            boolean traffic = plan.strategy() == Strategy.HOLD;
            String safety = onTrial(plan, false).safety();
            List<DeploymentState> of = new ArrayList<>(List.of(
                    new BackingUp(plan),
                    new Fetching(plan, safety),
                    new Installing(plan, safety, "c0de"),
                    traffic ? new Restarting(onTrial(plan, false)) : new Starting(onTrial(plan, false)),
                    new Verifying(onTrial(plan, traffic)),
                    new SmokeTesting(onTrial(plan, traffic)),
                    new Switching(onTrial(plan, false)),
                    new Baking(onTrial(plan, true)),
                    new CheckingSlo(onTrial(plan, true)),
                    new Inconclusive(onTrial(plan, true), "no data"),
                    new Concluding(onTrial(plan, true)),
                    new Withdrawing(plan, safety, BROKEN),
                    new Withdrawing(plan, safety, CALLED_OFF),
                    new RollingBack(onTrial(plan, true), BROKEN, 1),
                    new RollingBack(onTrial(plan, true), BROKEN, 2)));
            if (traffic) {
                of.removeIf(Switching.class::isInstance);
            }
            if (plan.kind() == OrderKind.RESTORE) {
                of.removeIf(Fetching.class::isInstance);
            }
            if (plan.before() != null) {
                of.add(new VerifyingRollback(onTrial(plan, true), BROKEN, 1, plan.before()));
                of.add(new VerifyingRollback(onTrial(plan, true), CALLED_OFF, 1, plan.before()));
                of.add(new VerifyingRollback(onTrial(plan, true), BROKEN, 2, plan.before()));
            }
            of.forEach(state -> states.put(name + ": " + describe(state) + variant(state), state));
        }
        var aftercare = new Aftercare(OLD, NOON);
        for (DeploymentState end : List.of(
                new Live(OLD, aftercare),
                new Live(OLD, null),
                new RolledBack(OLD, null, aftercare),
                new RolledBack(OLD, BROKEN, null),
                new Failed(BROKEN, aftercare),
                new Failed(BROKEN, null),
                new Aborted(CALLED_OFF, aftercare),
                new Superseded(NEWER),
                new NoTarget(BROKEN),
                new ManualIntervention(deploy(Strategy.HOLD, OLD), "20261123120000", BROKEN, BROKEN))) {
            states.put("end: " + describe(end) + variant(end), end);
        }
        return states;
    }

    private static String variant(DeploymentState state) {
        return switch (state) {
            case Withdrawing s -> " of " + (s.cause().isAbort() ? "an abort" : "a failure");
            case VerifyingRollback s ->
                " level " + s.level() + " of " + (s.cause().isAbort() ? "an abort" : "a failure");
            case RolledBack s -> s.cause() == null ? " as asked" : " after a failure";
            default -> "";
        };
    }

    private static Map<String, DeploymentEvent> events() {
        return Stream.of(
                        new Admitted(deploy(Strategy.BLUE_GREEN, OLD)),
                        new ApprovalNeeded(),
                        new Approved(),
                        new NewerQueued(NEWER),
                        new TargetMissing(BROKEN),
                        new BackupTaken("20261123120000"),
                        new ArtifactFetched("c0de"),
                        new ReleaseBuilt(),
                        new CandidateStarted(),
                        new Restarted(NOON),
                        new Healthy(),
                        new SmokePassed(),
                        new Switched(NOON),
                        new Baked(),
                        new SloMet(),
                        new SloUnknown("no data"),
                        new SloWaived(),
                        new Concluded(),
                        new Withdrawn(),
                        new TrafficRestored(OLD),
                        new StepFailed(BROKEN),
                        new StepFailed(CALLED_OFF),
                        new CaredFor())
                .collect(Collectors.toMap(
                        event -> event instanceof StepFailed(Cause cause) && cause.isAbort()
                                ? "Aborted"
                                : event.getClass().getSimpleName(),
                        event -> event));
    }
}
