package ai.refit.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.llm.gemini.AdaptiveLimit.Permit;
import ai.refit.llm.gemini.GeminiProperties.Concurrency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

    private final AtomicLong now = new AtomicLong();
    private final AdaptiveLimit limit = new AdaptiveLimit(new Concurrency(4, 1, 40), now::get);

    @Test
    void aRoundThatSucceedsDoublesItUntilTheMost() throws Exception {
        round(4);
        assertThat(limit.limit()).isEqualTo(8);
        round(8);
        round(16);
        round(32);
        assertThat(limit.limit()).isEqualTo(40);
    }

    @Test
    void aRoundThatIsTooManyHalvesItOnceHoweverManyOfItsCallsAreRefused() throws Exception {
        for (Permit permit : take(4)) {
            limit.overloaded(permit, Duration.ZERO);
        }
        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void afterThatItGrowsByOneARound() throws Exception {
        limit.overloaded(one(), Duration.ZERO);
        round(2);
        assertThat(limit.limit()).isEqualTo(2);
        round(2);
        assertThat(limit.limit()).isEqualTo(3);
    }

    @Test
    void itNeverGoesBelowTheLeast() throws Exception {
        for (int i = 0; i < 9; i++) {
            limit.overloaded(one(), Duration.ZERO);
        }
        assertThat(limit.limit()).isEqualTo(1);
    }

    @Test
    void callsThatDoNotUseItTeachNothing() throws Exception {
        for (int i = 0; i < 9; i++) {
            limit.succeeded(one());
        }
        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void nobodyCallsWhileTheServiceAsksToBeLeftAlone() throws Exception {
        limit.overloaded(one(), Duration.ofSeconds(5));

        assertThat(limit.acquire(Duration.ofSeconds(4), () -> false)).isNull();
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(limit.acquire(Duration.ZERO, () -> false)).isNotNull();
    }

    @Test
    void whoIsNotWantedAnyMoreWaitsNoLonger() throws Exception {
        take(4);
        assertThat(limit.acquire(Duration.ofHours(1), () -> true)).isNull();
    }

    private void round(int calls) throws InterruptedException {
        take(calls).forEach(limit::succeeded);
    }

    private List<Permit> take(int calls) throws InterruptedException {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            permits.add(one());
        }
        return permits;
    }

    private Permit one() throws InterruptedException {
        @Nullable Permit permit = limit.acquire(Duration.ZERO, () -> false);
        return Objects.requireNonNull(permit);
    }
}
