package ai.refit.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** High, middle or low. */
public enum Grade {
    @JsonProperty("상")
    HIGH,
    @JsonProperty("중")
    MIDDLE,
    @JsonProperty("하")
    LOW
}
