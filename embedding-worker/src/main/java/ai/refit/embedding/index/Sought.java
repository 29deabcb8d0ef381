package ai.refit.embedding.index;

import ai.refit.contracts.vocabulary.Title;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request as the search understands it; the same for everybody who asks in the same words.
 *
 * @param titles jobs sought
 * @param skills skills sought, each once
 * @param relatedSkills keys of their neighbours that are not sought themselves
 * @param freeText whether mentors may also be found by the words of the request, and not only by what they share
 * @param skillsOnly whether the free text names skills and nothing else
 * @param terms what is looked up in each field, with how often it was said
 * @param words of the request, for the explanation
 * @param vector of the request; the zero vector when no word of it is known
 */
record Sought(
        List<SoughtTitle> titles,
        List<SoughtSkill> skills,
        Set<String> relatedSkills,
        boolean freeText,
        boolean skillsOnly,
        Map<Feature, Map<String, Integer>> terms,
        List<SoughtWord> words,
        float[] vector) {

    /** @param said in the request's own spelling */
    record SoughtTitle(String said, Title title) {}

    /**
     * @param said in the request's own spelling
     * @param key as {@link ai.refit.contracts.vocabulary.Aliases#skillKey} gives it
     * @param related keys of its neighbours
     */
    record SoughtSkill(String said, String key, Set<String> related) {}

    /**
     * @param said in the request's own spelling
     * @param folded as it is looked for
     */
    record SoughtWord(String said, String folded) {}

    boolean isEmpty() {
        return titles.isEmpty() && skills.isEmpty() && terms.isEmpty();
    }

    /** Keys of skills related to a sought one that are not sought themselves. */
    static Set<String> relatedTo(Collection<SoughtSkill> skills) {
        Set<String> related = new LinkedHashSet<>();
        skills.forEach(skill -> related.addAll(skill.related()));
        skills.forEach(skill -> related.remove(skill.key()));
        return related;
    }

    static Map<String, Integer> counted(List<String> terms) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        terms.forEach(term -> counts.merge(term, 1, Integer::sum));
        return counts;
    }
}
