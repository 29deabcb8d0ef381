package ai.refit.embedding.index;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the nearest of what it is offered; of equally near ones those with the smaller user ids. Not thread-safe. */
final class Nearest {

    private static final Comparator<Near> WORST_FIRST =
            Comparator.comparingDouble(Near::cosine).thenComparing(Near::userId, Comparator.reverseOrder());

    private final int count;
    private final PriorityQueue<Near> kept;
    private float floor = Float.NEGATIVE_INFINITY;

    Nearest(int count) {
        this.count = count;
        this.kept = new PriorityQueue<>(count + 1, WORST_FIRST);
    }

    record Near(int document, long userId, float cosine) {}

    void offer(int document, long userId, float cosine) {
        if (cosine >= floor) {
            add(new Near(document, userId, cosine));
        }
    }

    void addAll(Collection<Near> others) {
        others.forEach(this::add);
    }

    /** In no order. */
    Collection<Near> kept() {
        return kept;
    }

    /** Documents in ascending order. */
    List<Integer> documents() {
        return kept.stream().map(Near::document).sorted().toList();
    }

    private void add(Near near) {
        kept.add(near);
        if (kept.size() > count) {
            kept.remove();
        }
        if (kept.size() == count) {
            floor = kept.element().cosine();
        }
    }
}
