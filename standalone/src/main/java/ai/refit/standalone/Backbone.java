package ai.refit.standalone;

import ai.refit.embedded.EmbeddedKafka;
import ai.refit.embedded.EmbeddedPostgres;
import ai.refit.standalone.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Kafka and PostgreSQL: those given, the others started here, both at once. {@link #close} may come in the middle of the
 * start. It waits for PostgreSQL, whose process would outlive this one; a Kafka that is still starting ends with the JVM.
 */
final class Backbone implements AutoCloseable {

    private final DataDirectory data;
    private final Surroundings given;
    private final Progress progress;
    private final CompletableFuture<EmbeddedKafka> kafka = new CompletableFuture<>();
    private final CompletableFuture<EmbeddedPostgres> postgres = new CompletableFuture<>();
    private boolean postgresBegun;
    private boolean closing;

    Backbone(DataDirectory data, Surroundings given, Progress progress) {
        this.data = data;
        this.given = given;
        this.progress = progress;
    }

    /** Returns when both accept connections. When one fails, the other is stopped again. */
    void start() {
        List<Runnable> missing = new ArrayList<>();
        if (given.kafka() == null) {
            missing.add(() -> settle(kafka, this::startKafka));
        }
        if (given.database() == null) {
            missing.add(() -> settle(postgres, this::startPostgres));
        }
        try {
            Together.run(missing);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The addresses of both, wherever they run. */
    Surroundings addresses() {
        return new Surroundings(
                given.kafka() == null ? kafka.join().bootstrapServers() : given.kafka(),
                given.database() == null ? postgres.join().url() : given.database());
    }

    @Override
    public void close() {
        boolean waitForPostgres;
        synchronized (this) {
            closing = true;
            waitForPostgres = postgresBegun;
        }
        if (isRunning(kafka)) {
            kafka.join().close();
        }
        if (waitForPostgres) {
            postgres.thenAccept(EmbeddedPostgres::close)
                    .exceptionally(failure -> null)
                    .join();
        }
    }

    private EmbeddedKafka startKafka() {
        var watch = new Stopwatch();
        var server = EmbeddedKafka.start(data.kafka(), 0);
        progress.done("Kafka", server.bootstrapServers(), watch.elapsed());
        return server;
    }

    private EmbeddedPostgres startPostgres() {
        synchronized (this) {
            if (closing) {
                throw new IllegalStateException("closed before PostgreSQL was started");
            }
            postgresBegun = true;
        }
        var watch = new Stopwatch();
        var server = EmbeddedPostgres.startClosedByCaller(data.postgres(), 0);
        progress.done("PostgreSQL", "127.0.0.1:" + server.port(), watch.elapsed());
        return server;
    }

    private static <T> void settle(CompletableFuture<T> future, Supplier<T> start) {
        try {
            future.complete(start.get());
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
            throw e;
        }
    }

    private static boolean isRunning(CompletableFuture<?> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }
}
