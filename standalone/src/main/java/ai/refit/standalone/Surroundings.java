package ai.refit.standalone;

import ai.refit.contracts.settings.DatabaseUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and PostgreSQL that exist already.
 *
 * @param kafka {@code host:port,…}, null to start one
 * @param database {@code postgresql://…}, null to start one
 */
record Surroundings(@Nullable String kafka, @Nullable String database) {

    static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
    static final String DATABASE = "DATABASE_URL";

    static final Surroundings NONE = new Surroundings(null, null);

    /** As the environment variables say; a blank one counts as none. */
    static Surroundings of(Map<String, String> environment) {
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

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
