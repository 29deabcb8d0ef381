package ai.refit.edge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

final class GroupCommitTest {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<Sinks.Empty<Void>> underWay = new CopyOnWriteArrayList<>();

    @Test
    void anIdleWriterWritesAtOnce() {
        var commit = new GroupCommit<String>(10, 1, this::write);
        var caller = commit.add("a").toFuture();
        assertThat(batches).containsExactly(List.of("a"));
        assertThat(caller).isNotDone();
        finish(0);
        assertThat(caller).isCompleted();
    }

    @Test
    void whatComesWhileAWriteIsUnderWayIsWrittenTogetherNext() {
        var commit = new GroupCommit<String>(10, 1, this::write);
        var first = commit.add("a").toFuture();
        var second = commit.add("b").toFuture();
        var third = commit.add("c").toFuture();
        assertThat(batches).containsExactly(List.of("a"));
        finish(0);
        assertThat(first).isCompleted();
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(second).isNotDone();
        finish(1);
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void noWriteIsLargerThanAllowed() {
        var commit = new GroupCommit<String>(2, 1, this::write);
        List.of("a", "b", "c", "d", "e").forEach(item -> commit.add(item).subscribe());
        for (int i = 0; i < 3; i++) {
            finish(i);
        }
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c"), List.of("d", "e"));
    }

    @Test
    void aWriteThatNeverEndsFailsItsCallersAndMakesRoomForTheNext() {
        var commit = new GroupCommit<String>(1, 1, this::write, Duration.ofMillis(500));
        var stuck = commit.add("a").toFuture();
        var next = commit.add("b").toFuture();
        assertThat(stuck)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(QueryTimeoutException.class);
        await().until(() -> batches.size() == 2);
        finish(1);
        assertThat(next).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void asManyWritesAreUnderWayAsThereAreWriters() {
        var commit = new GroupCommit<String>(10, 2, this::write);
        List.of("a", "b", "c").forEach(item -> commit.add(item).subscribe());
        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
        finish(1);
        assertThat(batches).hasSize(3);
    }

    @Test
    void aFailureFailsAllOfItsWriteAndTheNextGoesOn() {
        var commit = new GroupCommit<String>(10, 1, this::write);
        commit.add("a").subscribe();
        var second = commit.add("b").toFuture();
        var third = commit.add("c").toFuture();
        finish(0);
        var fourth = commit.add("d").toFuture();
        underWay.get(1).tryEmitError(new IllegalStateException("disk full"));
        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(batches.getLast()).containsExactly("d");
        finish(2);
        assertThat(fourth).isCompleted();
    }

    @Test
    void aWriteThatThrowsIsAFailureToo() {
        var calls = new AtomicInteger();
        var commit = new GroupCommit<String>(10, 1, _ -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("no connection");
            }
            return Mono.empty();
        });
        assertThat(commit.add("a").toFuture()).isCompletedExceptionally();
        assertThat(commit.add("b").toFuture()).isCompleted();
    }

    @Test
    void nothingIsWrittenBeforeSomebodyAsks() {
        var commit = new GroupCommit<String>(10, 1, this::write);
        var unasked = commit.add("a");
        assertThat(batches).isEmpty();
        unasked.subscribe();
        assertThat(batches).hasSize(1);
    }

    @Test
    void underManyThreadsEverythingIsWrittenOnceAndEveryCallerHears() throws Exception {
        var written = new CopyOnWriteArrayList<Integer>();
        var commit = new GroupCommit<Integer>(
                50,
                3,
                batch -> Mono.fromRunnable(() -> written.addAll(batch))
                        .subscribeOn(Schedulers.parallel())
                        .then());
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                int from = thread * 500;
                callers.add(CompletableFuture.allOf(IntStream.range(from, from + 500)
                        .mapToObj(item -> CompletableFuture.runAsync(
                                () -> commit.add(item).block(), threads))
                        .toArray(CompletableFuture[]::new)));
            }
            CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        }
        assertThat(written).hasSize(4_000).doesNotHaveDuplicates();
    }

    private Mono<Void> write(List<String> batch) {
        batches.add(batch);
        Sinks.Empty<Void> end = Sinks.empty();
        underWay.add(end);
        return end.asMono();
    }

    private void finish(int write) {
        underWay.get(write).tryEmitEmpty();
    }
}
