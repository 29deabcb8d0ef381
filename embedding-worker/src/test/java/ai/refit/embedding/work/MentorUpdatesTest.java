package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.index.HashEmbedder;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.store.StoredMentor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the table on their way into the index, in whatever order they come. */
final class MentorUpdatesTest {

    @TempDir
    private Path folder;

    private MentorIndex index;
    private MentorUpdates updates;

    @BeforeEach
    void open() {
        var embedder = new HashEmbedder();
        index = MentorIndex.open(folder.resolve("index"), embedder.dimension(), Aliases.load(null));
        // The table, Kafka and the backend take no part in serving.
        updates = new MentorUpdates(embedder, null, index, null, null, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void aRowReadBeforeAnErasureDoesNotBringThePersonBackAfterIt() {
        updates.serve(List.of(row(1, 5)));
        assertThat(index.size()).isEqualTo(1);
        updates.serve(List.of(erased(1, 7)));
        updates.serve(List.of(row(1, 5)));
        updates.serve(List.of(row(1, 6)));
        assertThat(index.size()).isZero();
    }

    @Test
    void aRowThatComesAfterAnErasureThatCameFirstOfAllIsLeftOutToo() {
        updates.serve(List.of(erased(1, 7)));
        updates.serve(List.of(row(1, 6), row(2, 3)));
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.version(2)).isEqualTo(3);
    }

    @Test
    void whoComesBackAfterAnErasureIsThereAgain() {
        updates.serve(List.of(row(1, 5)));
        updates.serve(List.of(erased(1, 7)));
        updates.serve(List.of(row(1, 8)));
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void anOlderRowLeavesANewerOneAlone() {
        updates.serve(List.of(row(1, 5)));
        updates.serve(List.of(row(1, 4)));
        assertThat(index.version(1)).isEqualTo(5);
    }

    @Test
    void aRowThatTwoThreadsHandInAtOnceIsThereOnce() {
        var barrier = new CyclicBarrier(2);
        for (long mentor = 0; mentor < 40; mentor++) {
            StoredMentor row = row(mentor, 1);
            Runnable serve = () -> {
                await(barrier);
                updates.serve(List.of(row));
            };
            CompletableFuture.allOf(CompletableFuture.runAsync(serve), CompletableFuture.runAsync(serve))
                    .join();
        }
        assertThat(index.size()).isEqualTo(40);
    }

    private StoredMentor row(long mentor, long version) {
        return updates.embedded(List.of(new MentorChange.Upserted(HandEdge.profile(mentor, "백엔드 개발자"), version)))
                .getFirst();
    }

    private static StoredMentor erased(long mentor, long version) {
        return new StoredMentor(mentor, version, null, null, null);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
