package ai.refit.llm.resume;

import java.util.List;
import java.util.Set;

/**
 * What stands under one heading.
 *
 * @param sections what the heading announces; several for 자격증 및 어학
 */
record Part(Set<Section> sections, List<Line> lines) {}
