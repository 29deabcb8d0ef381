package ai.refit.embedding.work;

import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param concurrency threads of this instance that serve recommendations; more than there are partitions idle */
@Validated
@ConfigurationProperties("refit.recommendations")
record RecommendationsProperties(
        @Range(min = 1, max = 64, message = "expected: 1 to 64")
        int concurrency) {}
