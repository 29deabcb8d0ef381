package ai.refit.bench;

import ai.refit.embedded.EmbeddedKafka;
import ai.refit.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Kafka and PostgreSQL side by side and nothing else: the least that a start of the system can take. */
final class BareBackbone {

    static final String READY = "Kafka and PostgreSQL are ready";

    private BareBackbone() {}

    /** Argument: the directory for their data. */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]);
        var postgres = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(data.resolve("postgres"), 0));
        var kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
        postgres.join();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
