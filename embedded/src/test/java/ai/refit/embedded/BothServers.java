package ai.refit.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A program for {@link KilledProcessIT}: starts both servers on the directory given and writes numbers into both, one
 * after the other. Prints each number when both acknowledged it.
 */
final class BothServers {

    private BothServers() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        var postgres = EmbeddedPostgres.start(directory.resolve("postgres"), 0);
        KafkaFixture.createTopic(kafka.bootstrapServers());
        try (var producer = KafkaFixture.producer(kafka.bootstrapServers());
                var connection = DriverManager.getConnection(postgres.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (number int PRIMARY KEY)");
            for (int number = 0; ; number++) {
                statement.execute("INSERT INTO kept VALUES (" + number + ")");
                producer.send(new ProducerRecord<>(KafkaFixture.TOPIC, Integer.toString(number)))
                        .get();
                System.out.println(number);
            }
        }
    }
}
