package ai.refit.deploy.intake;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.TransactionException;
import reactor.core.Exceptions;

/** Tells the database's absence from every other failure. */
final class Outage {

    private Outage() {}

    /** Whether the same again may succeed once the database is there. */
    static boolean isOfDatabase(Throwable failure) {
        return switch (Exceptions.unwrap(failure)) {
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    TransactionException _,
                    R2dbcNonTransientResourceException _,
                    R2dbcTransientException _,
                    TimeoutException _ -> true;
            // A deadlock, of which Spring does not know that it is transient.
            case UncategorizedDataAccessException known -> known.getCause() instanceof R2dbcTransientException;
            // A wait that was given up.
            case IllegalStateException waiting -> waiting.getCause() instanceof TimeoutException;
            default -> false;
        };
    }
}
