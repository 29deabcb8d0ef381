package ai.refit.llm.budget;

import java.math.BigDecimal;

/** USD per million tokens. */
public record Price(BigDecimal input, BigDecimal cached, BigDecimal output) {

    private static final int MILLION = 6;

    public BigDecimal of(Tokens tokens) {
        return input.multiply(BigDecimal.valueOf(tokens.input() - tokens.cached()))
                .add(cached.multiply(BigDecimal.valueOf(tokens.cached())))
                .add(output.multiply(BigDecimal.valueOf(tokens.output())))
                .movePointLeft(MILLION);
    }
}
