package ai.refit.llm.work;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param slots how many tasks are worked on at a time */
@Validated
@ConfigurationProperties("refit.work")
public record WorkProperties(@Min(1) @Max(1000) int slots) {}
