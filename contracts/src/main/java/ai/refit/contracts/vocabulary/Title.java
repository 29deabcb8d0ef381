package ai.refit.contracts.vocabulary;

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

    /** The same title. */
    public static final double EQUAL = 1;
    /** All that is sought and more: 핀테크 백엔드 개발자 for 백엔드 개발자. */
    public static final double NARROWER = 0.6;
    /** The same occupation without all that is sought: 백엔드 개발자 for 핀테크 백엔드 개발자. */
    public static final double SAME_OCCUPATION = 0.4;

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
     * How much of the job that is sought someone with the {@code held} title shares, 0–1: {@link #EQUAL}, {@link
     * #NARROWER}, {@link #SAME_OCCUPATION} or none. A title with unknown words is not shared by the occupation in it
     * alone: nobody knows what 축전지 in 축전지 검사원 makes of it.
     */
    public double sharedBy(Title held) {
        if (parts.isEmpty()) {
            return 0;
        }
        if (key.equals(held.key)) {
            return EQUAL;
        }
        if (held.signature.containsAll(parts)) {
            return NARROWER;
        }
        boolean sameOccupation = parts.stream().anyMatch(part -> part.startsWith("o:") && held.parts.contains(part));
        return isUnderstood() && sameOccupation ? SAME_OCCUPATION : 0;
    }
}
