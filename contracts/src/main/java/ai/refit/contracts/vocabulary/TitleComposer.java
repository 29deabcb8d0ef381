package ai.refit.contracts.vocabulary;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a title apart into the fewest known names that leave the fewest characters over. A whole title that is an
 * occupation's name is therefore that occupation, and not the sum of its words.
 */
final class TitleComposer {

    private static final Set<String> FILLERS = Set.of(
            "of", "the", "and", "for", "in", "a", "an", "to", "및", "겸", "와", "과", "&", "전", "현", "ex", "former", "스타트업",
            "startup", "대기업", "중소기업", "외국계", "회사", "company", "출신", "지망", "지망생", "희망", "취업", "취준", "이직", "준비", "준비생",
            "지원", "멘토", "mentor", "직무", "직군", "분야", "업무", "관련", "쪽");
    private static final Pattern EMPLOYER = Pattern.compile("\\s+at\\s+.*|\\s*@.*");
    private static final int UNKNOWN_CHARACTER = 100;
    private static final int LONGEST_TITLE = 200;

    /** Which meaning a name has inside a title, when it has several. */
    private static final List<ConceptKind> PREFERENCE =
            List.of(ConceptKind.OCCUPATION, ConceptKind.ROLE, ConceptKind.DOMAIN, ConceptKind.SKILL, ConceptKind.LEVEL);

    private final LabelTrie labels;
    private final Map<String, Set<String>> signatures = new HashMap<>();
    /** Roles that are occupations by themselves, whatever the language that says so: 간호사 and {@code Nurse}. */
    private final Map<String, String> occupationOfRole = new HashMap<>();

    TitleComposer(LabelTrie labels, Iterable<Concept> occupations, Iterable<Concept> parts) {
        this.labels = labels;
        for (Concept role : parts) {
            if (role.kind() == ConceptKind.ROLE) {
                occupation(role).ifPresent(term -> occupationOfRole.put(ConceptKind.ROLE.term(role.id()), term));
            }
        }
        for (Concept occupation : occupations) {
            for (String label : occupation.labels()) {
                SortedSet<String> made = parts(FoldedText.fold(label), false);
                if (!made.isEmpty() && made.stream().noneMatch(part -> part.startsWith("w:"))) {
                    signatures.put(ConceptKind.OCCUPATION.term(occupation.id()), made);
                    break;
                }
            }
        }
    }

    Title compose(String title) {
        String folded = FoldedText.fold(title);
        if (folded.length() > LONGEST_TITLE) {
            folded = folded.substring(0, LONGEST_TITLE);
        }
        String own = EMPLOYER.matcher(folded).replaceFirst("");
        SortedSet<String> parts = parts(own.isBlank() ? folded : own, true);
        return title(parts);
    }

    private Optional<String> occupation(Concept role) {
        for (String label : role.labels()) {
            String folded = FoldedText.fold(label);
            for (LabelTrie.Ending ending : labels.endings(folded, 0)) {
                for (Concept concept : ending.concepts()) {
                    if (ending.end() == folded.length() && concept.kind() == ConceptKind.OCCUPATION) {
                        return Optional.of(ConceptKind.OCCUPATION.term(concept.id()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    Title title(SortedSet<String> said) {
        var signature = new TreeSet<>(said);
        var parts = new TreeSet<String>();
        said.forEach(part -> parts.add(occupationOfRole.getOrDefault(part, part)));
        signature.addAll(parts);
        for (String part : parts) {
            signature.addAll(signatures.getOrDefault(part, Set.of()));
        }
        return new Title(String.join(" ", parts), Set.copyOf(parts), Set.copyOf(signature));
    }

    private SortedSet<String> parts(String folded, boolean occupations) {
        int length = folded.length();
        int[] cost = new int[length + 1];
        @Nullable Segment[] choice = new @Nullable Segment[length + 1];
        for (int i = length - 1; i >= 0; i--) {
            boolean word = Letters.isWord(folded.charAt(i)) && !Letters.isSeparator(folded, i);
            cost[i] = cost[i + 1] + (word ? UNKNOWN_CHARACTER : 0);
            if (mayBegin(folded, i)) {
                for (LabelTrie.Ending ending : labels.endings(folded, i)) {
                    Concept concept = meaning(ending.concepts(), occupations);
                    if (concept != null && mayEnd(folded, i, ending.end(), concept)) {
                        int with = cost[ending.end()] + 1;
                        if (with <= cost[i]) {
                            cost[i] = with;
                            choice[i] = new Segment(ending.end(), concept);
                        }
                    }
                }
            }
        }
        return gather(folded, choice);
    }

    private static SortedSet<String> gather(String folded, @Nullable Segment[] choice) {
        var parts = new TreeSet<String>();
        var unknown = new StringBuilder();
        int i = 0;
        while (i < folded.length()) {
            Segment segment = choice[i];
            boolean word = Letters.isWord(folded.charAt(i));
            if (segment == null && word) {
                unknown.append(folded.charAt(i++));
                continue;
            }
            if (!unknown.isEmpty() && (segment != null || !Letters.isSeparator(folded, i) || folded.charAt(i) == ' ')) {
                keep(unknown, parts);
            }
            if (segment == null) {
                i++;
            } else {
                if (segment.concept().kind() != ConceptKind.LEVEL) {
                    parts.add(segment.concept().kind().term(segment.concept().id()));
                }
                i = segment.end();
            }
        }
        keep(unknown, parts);
        return parts;
    }

    private static void keep(StringBuilder unknown, Set<String> parts) {
        String word = unknown.toString();
        unknown.setLength(0);
        if (!word.isEmpty() && !FILLERS.contains(word)) {
            parts.add("w:" + word);
        }
    }

    private static @Nullable Concept meaning(List<Concept> concepts, boolean occupations) {
        return concepts.stream()
                .filter(concept -> occupations || concept.kind() != ConceptKind.OCCUPATION)
                .min(Comparator.comparingInt(concept -> PREFERENCE.indexOf(concept.kind())))
                .orElse(null);
    }

    private static boolean mayBegin(String folded, int i) {
        char c = folded.charAt(i);
        if (!Letters.isWord(c) && c != '.') {
            return false;
        }
        return i == 0 || Letters.isSyllable(c) || !Letters.isLatin(folded.charAt(i - 1));
    }

    private static boolean mayEnd(String folded, int from, int end, Concept concept) {
        char last = folded.charAt(end - 1);
        boolean wordEnds = end == folded.length() || !Letters.isWord(folded.charAt(end));
        if (!Letters.isSyllable(last)) {
            return wordEnds || Letters.isSyllable(folded.charAt(end));
        }
        boolean wordBegins = from == 0 || !Letters.isSyllable(folded.charAt(from - 1));
        return end - from > 1
                || wordBegins && (wordEnds || concept.kind() == ConceptKind.DOMAIN)
                || wordEnds && concept.kind() == ConceptKind.ROLE;
    }

    private record Segment(int end, Concept concept) {}
}
