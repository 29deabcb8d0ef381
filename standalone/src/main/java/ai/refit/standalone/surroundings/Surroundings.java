package ai.refit.standalone.surroundings;

import ai.refit.contracts.settings.DatabaseUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and PostgreSQL that exist already.
 *
 * @param kafka {@code host:port,…}, null to start one
 * @param database {@code postgresql://…}, null to start one
 */
public record Surroundings(@Nullable String kafka, @Nullable String database) {

    public static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
    public static final String DATABASE = "DATABASE_URL";
    /** In a data directory, while {@code refit run} runs in it: lines {@code NAME=value} with the names above. */
    public static final String CONNECTION_FILE = "connection.env";

    public static final Surroundings NONE = new Surroundings(null, null);

    /** As the environment variables say; a blank one counts as none. */
    public static Surroundings of(Map<String, String> environment) {
        String database = blankToNull(environment.get(DATABASE));
        if (database != null) {
            try {
                var _ = DatabaseUrl.parse(database);
            } catch (IllegalArgumentException e) {
                throw new UserMistake(String.valueOf(e.getMessage()));
            }
        }
        return new Surroundings(blankToNull(environment.get(KAFKA)), database);
    }

    /** These, and the others where these say nothing. */
    Surroundings or(Surroundings others) {
        return new Surroundings(kafka == null ? others.kafka : kafka, database == null ? others.database : database);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
