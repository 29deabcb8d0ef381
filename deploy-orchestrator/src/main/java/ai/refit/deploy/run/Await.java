package ai.refit.deploy.run;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where the stores' reactive answers end: moving deployments blocks, on threads of its own. */
final class Await {

    private static final Duration STATEMENT = Duration.ofSeconds(35);

    private Await() {}

    static <T> List<T> all(Flux<T> rows) {
        return Objects.requireNonNull(answer(() -> rows.collectList().block(STATEMENT)));
    }

    static <T> Optional<T> one(Mono<T> row) {
        return answer(() -> row.blockOptional(STATEMENT));
    }

    static void done(Mono<Void> statement) {
        var _ = answer(() -> statement.blockOptional(STATEMENT));
    }

    /** An interrupt only ever means that we stop: it must not look as if the statement, or the step, had failed. */
    private static <T extends @Nullable Object> T answer(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new ShuttingDown();
            }
            throw e;
        }
    }
}
