package ai.refit.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceTest {

    private final Price price = new Price(new BigDecimal("0.30"), new BigDecimal("0.03"), new BigDecimal("2.50"));

    @Test
    void tokensThatTheModelHadAlreadyCostLess() {
        assertThat(price.of(new Tokens(1_000_000, 400_000, 0))).isEqualByComparingTo("0.192");
    }

    @Test
    void aMillionTokensOfOutputCostWhatTheListSays() {
        assertThat(price.of(new Tokens(0, 0, 1_000_000))).isEqualByComparingTo("2.50");
    }

    @Test
    void noTokensCostNothing() {
        assertThat(price.of(Tokens.NONE)).isEqualByComparingTo("0");
    }
}
