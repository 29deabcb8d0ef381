package ai.refit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PostgresProgramsTest {

    @Test
    void theArchiveIsNamedForTheMachine() {
        assertThat(PostgresPrograms.resource("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresPrograms.resource("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
        assertThat(PostgresPrograms.resource("Mac OS X", "aarch64")).isEqualTo("postgres-darwin-arm_64.txz");
        assertThat(PostgresPrograms.resource("Mac OS X", "x86_64")).isEqualTo("postgres-darwin-x86_64.txz");
    }
}
