package ai.refit.llm.analyst;

import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;

/** Findings, who made them, and what that cost. */
public record Answer<T>(T findings, Provenance provenance, Usage usage) {}
