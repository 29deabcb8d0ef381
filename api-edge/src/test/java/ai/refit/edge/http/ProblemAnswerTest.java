package ai.refit.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.UncategorizedR2dbcException;
import org.springframework.r2dbc.connection.ConnectionFactoryUtils;

final class ProblemAnswerTest {

    static Stream<RuntimeException> passing() {
        var deadlock = new R2dbcTransientException("deadlock detected", "40P01") {
            private static final long serialVersionUID = 1L;
        };
        return Stream.of(
                deadlock,
                new R2dbcTimeoutException("late"),
                ConnectionFactoryUtils.convertR2dbcException("finish", "UPDATE", deadlock),
                new QueryTimeoutException("late"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesByItselfIs503AndSaysWhenToComeAgain(RuntimeException failure) {
        Problem problem = ProblemAnswer.problem("/x", failure);
        assertThat(problem.status().value()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("DATABASE_BUSY");
        assertThat(problem.retryAfter()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatIsOurFaultIs500(RuntimeException failure) {
        assertThat(ProblemAnswer.problem("/x", failure).status().value()).isEqualTo(500);
    }

    static Stream<RuntimeException> ours() {
        return Stream.of(new IllegalStateException("ours"), new UncategorizedR2dbcException("finish", "UPDATE", null));
    }
}
