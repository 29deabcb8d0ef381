package ai.refit.contracts.recommendation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a mentor stands in the list, in the order of the list. */
public enum FilterType {
    /** Shares a job with what is sought. */
    @JsonProperty("job")
    JOB,
    /** Shares a skill. */
    @JsonProperty("skill")
    SKILL,
    /** Fills up a list that matches left short, by response rate. */
    @JsonProperty("response_rate")
    RESPONSE_RATE,
    /** Nothing is known of what is sought, so the list is by response rate alone. */
    @JsonProperty("fallback_response_rate")
    FALLBACK_RESPONSE_RATE
}
