package ai.refit.contracts.vocabulary;

import java.util.Set;

/**
 * One meaning with all its names.
 *
 * @param id such as {@code backend-developer}, unique among concepts of the same table
 * @param labels as the tables spell them, preferred names first
 * @param related ids of neighbouring concepts of the same table; if A is related to B, B is related to A
 */
public record Concept(ConceptKind kind, String id, Set<String> labels, Set<String> related) {}
