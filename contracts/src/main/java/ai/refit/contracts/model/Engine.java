package ai.refit.contracts.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who reads and writes: a language model, or the rules that ship. */
public enum Engine {
    @JsonProperty("gemini")
    GEMINI,
    @JsonProperty("offline")
    OFFLINE
}
