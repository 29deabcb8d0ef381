package ai.refit.contracts.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a text is to the search; some models embed the two differently. */
public enum TextKind {
    @JsonProperty("query")
    QUERY,
    @JsonProperty("passage")
    PASSAGE
}
