package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.deployment.JournalStore.Written;
import ai.refit.deploy.watch.WatchStore.Tailed;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SettlingTest {

    private static final Instant NOW = Instant.parse("2026-01-27T15:00:00Z");
    private static final Instant LATER = NOW.plus(Settling.PATIENCE);

    private final Settling settling = new Settling(10);

    @Test
    void entriesWithoutAGapAreShownAtOnce() {
        assertThat(settled(NOW, 11, 12, 13)).containsExactly(11L, 12L, 13L);
        assertThat(settling.position()).isEqualTo(13);
    }

    @Test
    void anEntryThatIsCommittedLateIsNotLost() {
        assertThat(settled(NOW, 11, 13)).containsExactly(11L);
        assertThat(settled(NOW.plusMillis(300), 12, 13)).containsExactly(12L, 13L);
    }

    @Test
    void anEntryThatNeverComesIsNotWaitedForLong() {
        assertThat(settled(NOW, 13, 14)).isEmpty();
        assertThat(settled(LATER.minusMillis(1), 13, 14)).isEmpty();
        assertThat(settled(LATER, 13, 14)).containsExactly(13L, 14L);
    }

    @Test
    void eachGapHasATimeOfItsOwn() {
        assertThat(settled(NOW, 12)).isEmpty();
        assertThat(settled(LATER, 12, 14)).containsExactly(12L);
        assertThat(settled(LATER.plusMillis(500), 14)).isEmpty();
        assertThat(settled(LATER.plus(Settling.PATIENCE), 14)).containsExactly(14L);
    }

    private List<Long> settled(Instant now, long... ids) {
        List<Tailed> read = LongStream.of(ids)
                .mapToObj(id -> new Tailed(null, new Written(id, now, new LogLine("line"))))
                .toList();
        return settling.settle(read, now).stream().map(Tailed::id).toList();
    }
}
