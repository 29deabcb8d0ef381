package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.KafkaException;
import reactor.core.publisher.Mono;

/** Whose fault a failure is. */
final class OutageTest {

    @ParameterizedTest
    @MethodSource("away")
    void whatPassesByItselfIsAnOutageHoweverItIsWrapped(Throwable failure) {
        assertThat(Outage.isCauseOf(failure)).isTrue();
        assertThat(Outage.isCauseOf(new CompletionException(failure))).isTrue();
        assertThat(Outage.isCauseOf(new IllegalStateException(new IllegalStateException(failure))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatWouldFailAgainIsNone(Throwable failure) {
        assertThat(Outage.isCauseOf(failure)).isFalse();
        assertThat(Outage.isCauseOf(new CompletionException(failure))).isFalse();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsAnOutage() {
        assertThat(catching(() -> Mono.never().timeout(Duration.ofMillis(1)).block()))
                .matches(Outage::isCauseOf);
    }

    @Test
    void anInterruptedWaitIsAnOutage() {
        Thread.currentThread().interrupt();
        assertThat(catching(() -> Mono.never().block())).matches(Outage::isCauseOf);
        assertThat(Thread.interrupted()).as("and the thread still knows").isTrue();
    }

    private static Stream<Throwable> away() {
        return Stream.of(
                new KafkaException("Send failed", new TimeoutException("10 s")),
                new org.apache.kafka.common.errors.NotEnoughReplicasException("one of two"),
                new org.apache.kafka.common.errors.InterruptException("woken"),
                new QueryTimeoutException("2 s"),
                new DataAccessResourceFailureException("gone"),
                new R2dbcTimeoutException("2 s"),
                new UncheckedIOException(new IOException("disk full")),
                new RejectedExecutionException("pool closed"));
    }

    private static Stream<Throwable> ours() {
        return Stream.of(
                new KafkaException("Send failed", new RecordTooLargeException("2 MB")),
                new KafkaException("Send failed", new SerializationException("no bytes")),
                new DataIntegrityViolationException("null"),
                new IllegalArgumentException("poison"),
                new NullPointerException());
    }

    private static Throwable catching(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            return failure;
        }
        throw new AssertionError("nothing was thrown");
    }
}
