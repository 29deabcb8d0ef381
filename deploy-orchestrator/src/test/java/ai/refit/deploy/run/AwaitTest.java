package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AwaitTest {

    @Test
    void anInterruptMeansThatWeStopAndNotThatTheStatementFailed() {
        stops(() -> Await.done(Mono.never()));
        stops(() -> Await.one(Mono.never()));
        stops(() -> Await.all(Flux.never()));
    }

    @Test
    void whatTheDatabaseSaysIsPassedOn() {
        assertThat(Await.all(Flux.just(1, 2))).containsExactly(1, 2);
        assertThat(Await.one(Mono.empty())).isEmpty();
        assertThatThrownBy(() -> Await.done(Mono.error(new IllegalArgumentException("refused"))))
                .hasMessage("refused");
    }

    private static void stops(Runnable statement) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(statement::run).isInstanceOf(ShuttingDown.class);
        assertThat(Thread.interrupted()).as("still known to be interrupted").isTrue();
    }
}
