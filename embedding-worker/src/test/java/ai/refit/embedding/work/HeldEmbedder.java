package ai.refit.embedding.work;

import static org.awaitility.Awaitility.await;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.embedding.index.HashEmbedder;
import ai.refit.embedding.model.Embedder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stops at texts with a certain word until the test lets it go on, and fails at texts with {@link #POISON}. */
final class HeldEmbedder implements Embedder {

    static final String POISON = "독버섯";

    private final HashEmbedder words = new HashEmbedder();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();

    /** Whoever embeds a text with that word waits. */
    Hold hold(String word) {
        var hold = new Hold(word);
        holds.add(hold);
        return hold;
    }

    static final class Hold {
        private final String word;
        private final CompletableFuture<Thread> reached = new CompletableFuture<>();
        private final CompletableFuture<Boolean> released = new CompletableFuture<>();

        private Hold(String word) {
            this.word = word;
        }

        boolean isReached() {
            return reached.isDone();
        }

        /** The thread that waits; waits for it. */
        Thread thread() {
            await().atMost(Duration.ofSeconds(60)).until(reached::isDone);
            return reached.join();
        }

        void release() {
            released.complete(true);
        }

        /** Whoever waits ends at once, with nothing said to anybody; who comes later passes. */
        void kill() {
            released.complete(false);
        }

        private void pass() {
            boolean first = reached.complete(Thread.currentThread());
            if (!released.join() && first) {
                throw new CancellationException("killed");
            }
        }
    }

    @Override
    public float[][] embed(List<String> texts, TextKind kind) {
        for (String text : texts) {
            if (text.contains(POISON)) {
                throw new IllegalArgumentException("poison");
            }
            holds.stream().filter(hold -> text.contains(hold.word)).forEach(Hold::pass);
        }
        return words.embed(texts, kind);
    }

    @Override
    public String name() {
        return words.name();
    }

    @Override
    public int dimension() {
        return words.dimension();
    }

    @Override
    public void close() {
        words.close();
    }
}
