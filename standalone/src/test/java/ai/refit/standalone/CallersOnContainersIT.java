package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** {@link CallersSuite} on the Kafka and the PostgreSQL that production runs, in containers; {@code mvn verify -Pdocker}. */
@Tag("docker")
final class CallersOnContainersIT extends CallersSuite {

    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.4.0");
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18");

    private static RunningSystem system;

    /** The containers end with the JVM, after the system that uses them. */
    @BeforeAll
    static void open() {
        KAFKA.start();
        POSTGRES.start();
        String database = "postgresql://" + POSTGRES.getUsername() + ":" + POSTGRES.getPassword() + "@"
                + POSTGRES.getHost() + ":" + POSTGRES.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/"
                + POSTGRES.getDatabaseName();
        system = RunningSystem.on(new Surroundings(KAFKA.getBootstrapServers(), database));
    }

    @Override
    Pipeline pipeline() {
        return system.pipeline();
    }
}
