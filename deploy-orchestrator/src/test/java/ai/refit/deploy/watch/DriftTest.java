package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.proxy.Proxy.Route;
import ai.refit.deploy.watch.Sighting.Health;
import ai.refit.deploy.watch.Sighting.Process;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DriftTest {

    private static final String NEW = "20260128090000-bbbbbbbbbbbb";
    private static final String OLD = "20260127150000-aaaaaaaaaaaa";
    private static final Serving SHOULD =
            new Serving("proxied", "production", NEW, 28120, true, new UUID(1, 1), Instant.EPOCH);
    private static final Process RIGHT = new Process(28120, NEW, 41, true);
    private static final Route TO_IT = new Route(28120, false);
    private static final Health WELL = new Health(28120, 200, NEW, 3, null);

    @TempDir
    private Path folder;

    private TargetService service;

    @BeforeEach
    void describe() {
        service = SampleCatalog.read(folder).find("proxied/production").orElseThrow();
    }

    @Test
    void whatRunsAsItShouldHasNoDrift() {
        assertThat(drift(SHOULD, TO_IT, WELL, RIGHT)).isEmpty();
    }

    @Test
    void nothingDeployedAndNothingRunningIsNoDrift() {
        assertThat(drift(null, null, null)).isEmpty();
    }

    @Test
    void whatRunsThoughNothingWasDeployedIsNamed() {
        assertThat(drift(null, null, null, RIGHT))
                .containsExactly(NEW + " runs at port 28120 as process 41 (expected: nothing)");
    }

    @Test
    void aMissingProcessIsNamedWithWhatIsExpected() {
        assertThat(drift(SHOULD, TO_IT, new Health(28120, 0, null, 1, "connection refused")))
                .containsExactly(
                        "nothing runs at port 28120 (expected: " + NEW + ")",
                        "port 28120 is not healthy: connection refused");
    }

    @Test
    void anOldReleaseInTheNewOnesPlaceIsNamed() {
        assertThat(drift(SHOULD, TO_IT, new Health(28120, 200, OLD, 3, null), new Process(28120, OLD, 40, true)))
                .containsExactly(
                        OLD + " runs at port 28120 (expected: " + NEW + ")",
                        "port 28120 answers as release " + OLD + " (expected: " + NEW + ")");
    }

    @Test
    void aProcessThatDoesNotListenAndASecondOneAreNamed() {
        assertThat(drift(SHOULD, TO_IT, WELL, new Process(28120, NEW, 41, false), new Process(28120, NEW, 42, false)))
                .containsExactly(
                        NEW + " runs as process 41, but does not listen on port 28120",
                        "process 42 is a second one of " + NEW + " at port 28120");
    }

    @Test
    void aProxyThatLeadsElsewhereNowhereOrHoldsIsNamed() {
        assertThat(drift(SHOULD, new Route(28121, false), WELL, RIGHT))
                .containsExactly("the proxy leads to port 28121 (expected: 28120)");
        assertThat(drift(SHOULD, null, WELL, RIGHT))
                .containsExactly("the proxy leads nowhere (expected: to port 28120)");
        assertThat(drift(SHOULD, new Route(28120, true), null, RIGHT))
                .containsExactly("the proxy holds requests, and no deployment is at work");
    }

    @Test
    void whileADeploymentIsAtWorkASecondProcessAndHeldRequestsAreAsTheyShouldBe() {
        var seen = new Sighting(
                List.of(RIGHT, new Process(28121, OLD, 50, true)), new Route(28121, true), null, List.of());
        assertThat(Drift.of(service, SHOULD, seen, true)).isEmpty();
        assertThat(Drift.of(service, SHOULD, seen, false)).hasSize(2);
    }

    @Test
    void whatCouldNotBeSeenIsSaidAndNothingIsConcludedFromIt() {
        var seen = new Sighting(List.of(), null, null, List.of("its processes cannot be seen: pm2 does not answer"));
        assertThat(Drift.of(service, SHOULD, seen, false))
                .containsExactly("its processes cannot be seen: pm2 does not answer");
    }

    private List<String> drift(
            @Nullable Serving should, @Nullable Route route, @Nullable Health health, Process... runs) {
        return Drift.of(service, should, new Sighting(List.of(runs), route, health, List.of()), false);
    }
}
