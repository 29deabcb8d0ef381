package ai.refit.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a requirement is met. */
public enum Fulfillment {
    @JsonProperty("충족")
    MET,
    @JsonProperty("부분충족")
    PARTLY_MET,
    @JsonProperty("미충족")
    NOT_MET
}
