package ai.refit.standalone.surroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurroundingsTest {

    @Test
    void eachAddressCountsOnItsOwnAndABlankOneCountsAsNone() {
        assertThat(Surroundings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:9092", "DATABASE_URL", " ")))
                .isEqualTo(new Surroundings("k:9092", null));
        assertThat(Surroundings.of(Map.of())).isEqualTo(Surroundings.NONE);
    }

    @Test
    void aDatabaseAddressThatIsNoneIsRefusedWithoutShowingItsPassword() {
        assertThatThrownBy(() -> Surroundings.of(Map.of("DATABASE_URL", "mysql://root:secret@h/d")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("secret");
    }
}
