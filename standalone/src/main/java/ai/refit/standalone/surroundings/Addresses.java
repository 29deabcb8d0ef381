package ai.refit.standalone.surroundings;

import ai.refit.contracts.settings.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of commands that look into a running system. An address that no option gives comes from the environment,
 * and else from the data directory of a {@code refit run} that runs.
 */
public final class Addresses {

    private static final String CONNECT_SECONDS = "5";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,…",
            description = "Kafka. Default: $KAFKA_BOOTSTRAP_SERVERS, or the one of a running 'refit run'.")
    private @Nullable String kafka;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "PostgreSQL, postgresql://user:password@host:5432/database."
                    + " Default: $DATABASE_URL, or the one of a running 'refit run'.")
    private @Nullable String database;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${REFIT_DATA:-.refit}",
            description = "The data directory of that 'refit run'. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of(".refit");

    /** @throws UserMistake when there is no address, or nobody answers there */
    public Messages kafka() {
        String address = known().kafka();
        if (address == null) {
            throw nowhere("Kafka", "--kafka", Surroundings.KAFKA);
        }
        keepLogsOffTheTerminal();
        return Messages.at(address);
    }

    /** @throws UserMistake when there is no address, or nobody answers there */
    public Connection database() {
        String address = known().database();
        if (address == null) {
            throw nowhere("PostgreSQL", "--database", Surroundings.DATABASE);
        }
        return connect(address);
    }

    /** @throws UserMistake when nobody answers there */
    public static Connection connect(String address) {
        DatabaseUrl url = DatabaseUrl.parse(address);
        var settings = new Properties();
        settings.setProperty("connectTimeout", CONNECT_SECONDS);
        if (url.user() != null) {
            settings.setProperty("user", url.user());
        }
        if (url.password() != null) {
            settings.setProperty("password", url.password());
        }
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + url + (url.options() == null ? "" : "?" + url.options()), settings);
        } catch (SQLException e) {
            throw new UserMistake("PostgreSQL at " + url + " cannot be used (state " + e.getSQLState()
                    + "): check --database, and that it runs");
        }
    }

    private Surroundings known() {
        Map<String, String> options = new HashMap<>();
        if (kafka != null) {
            options.put(Surroundings.KAFKA, kafka);
        }
        if (database != null) {
            options.put(Surroundings.DATABASE, database);
        }
        return Surroundings.of(options).or(Surroundings.of(System.getenv())).or(noted());
    }

    /** What a {@code refit run} on the data directory noted; nothing when none runs. */
    private Surroundings noted() {
        Path file = data.resolve(Surroundings.CONNECTION_FILE);
        if (!Files.exists(file)) {
            return Surroundings.NONE;
        }
        Map<String, String> noted = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    noted.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new UserMistake("cannot read " + file.toAbsolutePath() + ": call this as who started 'refit run'");
        }
        return Surroundings.of(noted);
    }

    private UserMistake nowhere(String what, String option, String variable) {
        return new UserMistake("no address of " + what + ": give " + option + ", set " + variable
                + ", or start 'refit run' (there is no "
                + data.resolve(Surroundings.CONNECTION_FILE).toAbsolutePath().normalize() + ")");
    }

    /** Must come before the first logger is made. */
    private static void keepLogsOffTheTerminal() {
        System.setProperty("logback.configurationFile", "ai/refit/standalone/surroundings/terminal-logback.xml");
    }
}
