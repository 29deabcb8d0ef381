package ai.refit.contracts.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a claim may rest. */
public enum Source {
    @JsonProperty("resume")
    RESUME,
    @JsonProperty("posting")
    POSTING,
    @JsonProperty("mentor_feedback")
    MENTOR_FEEDBACK,
    @JsonProperty("chat")
    CHAT
}
