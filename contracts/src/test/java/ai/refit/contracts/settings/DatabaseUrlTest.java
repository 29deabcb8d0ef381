package ai.refit.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class DatabaseUrlTest {

    @Test
    void anAddressBecomesTheSettingsOfBothDrivers() {
        var url = DatabaseUrl.parse("postgresql://refit:p%40ss%2Fw+rd@db.example:6543/main?sslmode=require");
        assertThat(url.settings())
                .containsOnly(
                        Map.entry("spring.r2dbc.url", "r2dbc:postgresql://db.example:6543/main?sslmode=require"),
                        Map.entry("spring.flyway.url", "jdbc:postgresql://db.example:6543/main?sslmode=require"),
                        Map.entry("spring.r2dbc.username", "refit"),
                        Map.entry("spring.flyway.user", "refit"),
                        Map.entry("spring.r2dbc.password", "p@ss/w+rd"),
                        Map.entry("spring.flyway.password", "p@ss/w+rd"));
    }

    @Test
    void portUserAndPasswordMayBeLeftOut() {
        var url = DatabaseUrl.parse("postgres://db/main");
        assertThat(url).isEqualTo(new DatabaseUrl("db", 5432, "main", null, null, null));
        assertThat(DatabaseUrl.parse("postgresql://refit@db/main").password()).isNull();
        assertThat(DatabaseUrl.parse("postgresql://refit:@db/main").password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "mysql://refit:s3cret@db/main",
                "postgresql://refit:s3cret@/main",
                "postgresql://refit:s3cret@db",
                "postgresql://refit:s3cret@db/",
                "postgresql://refit:s3cret@db:port/main",
                "postgresql://refit:s3 cret@db/main",
                "postgresql://refit:s3cret%zz@db/main",
                "jdbc:postgresql://db/main?password=s3cret"
            })
    void whatIsNoAddressIsRefusedWithoutAWordOfIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: postgresql://user:password@host:5432/database")
                .hasMessageNotContaining("s3")
                .hasNoCause();
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(DatabaseUrl.parse("postgresql://refit:s3cret@db:1/main")).hasToString("db:1/main");
    }

    @Test
    void theSharedVariablesHaveTheLastWord() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "DATABASE_URL",
                                "postgresql://u:p@db/main",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "kafka:9092",
                                "spring.kafka.bootstrap-servers",
                                "elsewhere:1")));
        new SharedSettings().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("spring.kafka.bootstrap-servers")).isEqualTo("kafka:9092");
        assertThat(environment.getProperty("spring.r2dbc.url")).isEqualTo("r2dbc:postgresql://db:5432/main");
    }

    @Test
    void emptyVariablesCountAsNone() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("DATABASE_URL", " ", "KAFKA_BOOTSTRAP_SERVERS", "")));
        new SharedSettings().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("spring.r2dbc.url")).isNull();
        assertThat(environment.getProperty("spring.kafka.bootstrap-servers")).isNull();
    }
}
