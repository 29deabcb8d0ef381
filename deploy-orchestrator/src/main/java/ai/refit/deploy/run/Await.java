package ai.refit.deploy.run;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where the stores' reactive answers end: moving deployments blocks, on threads of its own. */
final class Await {

    private static final Duration STATEMENT = Duration.ofSeconds(35);

    private Await() {}

    static <T> List<T> all(Flux<T> rows) {
        return Objects.requireNonNull(one(rows.collectList()).orElse(null));
    }

    /** @throws ShuttingDown */
    static <T> Optional<T> one(Mono<T> row) {
        try {
            return row.blockOptional(STATEMENT);
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new ShuttingDown();
            }
            throw e;
        }
    }

    static void done(Mono<Void> statement) {
        var _ = one(statement);
    }
}
