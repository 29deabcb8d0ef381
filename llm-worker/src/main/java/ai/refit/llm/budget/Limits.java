package ai.refit.llm.budget;

import java.math.BigDecimal;

/** In USD; a day is one of Asia/Seoul. */
public record Limits(BigDecimal perTask, BigDecimal perDay) {}
