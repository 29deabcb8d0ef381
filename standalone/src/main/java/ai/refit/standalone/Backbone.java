package ai.refit.standalone;

import ai.refit.embedded.EmbeddedKafka;
import ai.refit.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kafka and PostgreSQL: those given, the others started here, both at once. */
final class Backbone implements AutoCloseable {

    private @Nullable EmbeddedKafka kafka;
    private @Nullable EmbeddedPostgres postgres;

    private final Surroundings given;

    private Backbone(Surroundings given) {
        this.given = given;
    }

    /** Returns when both accept connections. When one fails, the other is stopped again. */
    static Backbone start(DataDirectory data, Surroundings given, Progress progress) {
        var backbone = new Backbone(given);
        List<Runnable> missing = new ArrayList<>();
        if (given.kafka() == null) {
            missing.add(() -> backbone.startKafka(data, progress));
        }
        if (given.database() == null) {
            missing.add(() -> backbone.startPostgres(data, progress));
        }
        try {
            Together.run(missing);
            return backbone;
        } catch (RuntimeException e) {
            backbone.close();
            throw e;
        }
    }

    /** The addresses of both, wherever they run. */
    Surroundings addresses() {
        return new Surroundings(
                kafka == null ? given.kafka() : kafka.bootstrapServers(),
                postgres == null ? given.database() : postgres.url());
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private void startKafka(DataDirectory data, Progress progress) {
        var watch = new Stopwatch();
        kafka = EmbeddedKafka.start(data.kafka(), 0);
        progress.done("Kafka", kafka.bootstrapServers(), watch.elapsed());
    }

    private void startPostgres(DataDirectory data, Progress progress) {
        var watch = new Stopwatch();
        postgres = EmbeddedPostgres.start(data.postgres(), 0).closedByCaller();
        progress.done("PostgreSQL", "127.0.0.1:" + postgres.port(), watch.elapsed());
    }
}
