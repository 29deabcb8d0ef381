package ai.refit.embedding.text;

import java.util.Set;
import java.util.TreeSet;

/**
 * A job title taken apart: a bag of concepts without seniority, so that Korean and English, with or without blanks, in
 * whatever order, give the same title.
 *
 * @param key equal for equal titles; empty when nothing but seniority was said
 * @param parts the bag: {@code o:backend-developer}, {@code d:fintech}, {@code r:planner}, {@code s:kotlin}, and
 *     {@code w:…} for words that no table knows
 * @param signature the bag and what its occupations are made of ({@code d:backend} and {@code r:developer}): what
 *     someone with this title can be found by
 */
public record Title(String key, Set<String> parts, Set<String> signature) {

    /** Whether every word was understood. */
    public boolean isUnderstood() {
        return !parts.isEmpty() && parts.stream().noneMatch(part -> part.startsWith("w:"));
    }

    /** Whether it says more than a role such as "developer" or an unknown word. */
    public boolean isSpecific() {
        return parts.stream().anyMatch(part -> part.startsWith("o:") || part.startsWith("d:"));
    }

    /** Terms of the whole occupations named in this title. */
    public Set<String> occupations() {
        var occupations = new TreeSet<String>();
        for (String part : parts) {
            if (part.startsWith("o:")) {
                occupations.add(part);
            }
        }
        return occupations;
    }

    /**
     * How much of the job that is sought someone with the {@code held} title shares, 0–1: 1 the same title, 0.9 a
     * narrower one, 0.8 another that names the same occupation, 0 none. A title with unknown words is not shared by
     * the occupation in it alone: nobody knows what 축전지 in 축전지 검사원 makes of it.
     */
    public double sharedBy(Title held) {
        if (parts.isEmpty()) {
            return 0;
        }
        if (key.equals(held.key)) {
            return 1;
        }
        if (held.signature.containsAll(parts)) {
            return 0.9;
        }
        boolean sameOccupation = parts.stream().anyMatch(part -> part.startsWith("o:") && held.parts.contains(part));
        return isUnderstood() && sameOccupation ? 0.8 : 0;
    }
}
