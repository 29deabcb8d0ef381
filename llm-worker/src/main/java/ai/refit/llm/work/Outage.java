package ai.refit.llm.work;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Tells the failures of a world that is away (Kafka, PostgreSQL or the disk cannot be reached or do not answer in time,
 * the service is stopping), which pass when the same is tried again, from those of the work itself, which do not.
 */
final class Outage {

    private Outage() {}

    /** Looks at the causes too, since futures, reactive streams and both KafkaExceptions wrap what happened. */
    static boolean isCauseOf(Throwable failure) {
        if (isTooLarge(failure)) {
            return false;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SerializationException _, InvalidRecordException _ -> {
                    return false;
                }
                case KafkaException _,
                        TransientDataAccessException _,
                        NonTransientDataAccessResourceException _,
                        RecoverableDataAccessException _,
                        R2dbcTransientException _,
                        R2dbcNonTransientResourceException _,
                        IOException _,
                        TimeoutException _,
                        InterruptedException _,
                        CancellationException _,
                        RejectedExecutionException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Whether a message was larger than the producer or the broker takes: the world is there, and will never take it. */
    static boolean isTooLarge(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
