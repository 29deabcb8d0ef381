package ai.refit.deploy.watch;

import ai.refit.deploy.watch.WatchStore.Tailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the journal on without losing an entry. Ids are given before their transactions end, so a smaller one may appear
 * after a larger one: at a gap it waits until the missing entry is there, or so long that it never will be.
 */
final class Settling {

    /** Longer than any transaction that writes to the journal. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private long position;
    private Instant atGapSince = Instant.MAX;

    /** @param position id of an entry before which all are there */
    Settling(long position) {
        this.position = position;
    }

    /** All entries up to this id are there. */
    long position() {
        return position;
    }

    boolean isAtGap() {
        return !atGapSince.equals(Instant.MAX);
    }

    /** Those of the entries behind {@link #position} that may be shown, and moves it behind them. */
    List<Tailed> settle(List<Tailed> read, Instant now) {
        List<Tailed> settled = new ArrayList<>(read.size());
        for (Tailed entry : read) {
            if (entry.id() > position + 1 && !isOver(now)) {
                break;
            }
            settled.add(entry);
            position = entry.id();
            atGapSince = Instant.MAX;
        }
        return settled;
    }

    private boolean isOver(Instant now) {
        if (!isAtGap()) {
            atGapSince = now;
        }
        return !now.isBefore(atGapSince.plus(PATIENCE));
    }
}
