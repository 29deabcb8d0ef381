package ai.refit.llm.posting;

import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.FoldedText;
import ai.refit.llm.analyst.CitedText;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.PostingFindings;
import ai.refit.llm.document.UnreadableDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a posting of findings, whoever made them. A claim whose quote does not stand in the text is dropped and counted, and
 * so is a technology that its own quote does not name.
 *
 * <p>A technology is required when a requirement names it. When none names any, all are required but those that stand among
 * what is preferred: what one works with there is what one must know. It is preferred when such a line names it and it is not
 * required. Each technology counts once, spelled as the posting spells it first (스프링부트 is Spring Boot).
 */
public final class PostingAssembly {

    /** C, R and Go are also letters and words of everyday: only their exact spelling counts. */
    private static final int SHORT = 2;

    private final Technologies technologies;

    public PostingAssembly(Aliases aliases) {
        this.technologies = new Technologies(aliases);
    }

    /**
     * @param text plain, as the analyst saw it
     * @throws UnreadableDocument NOT_A_POSTING when too little stands for a posting
     */
    public JobPosting assemble(String text, PostingFindings findings, Provenance provenance, Usage usage) {
        var reading = new Reading(new CitedText(Source.POSTING, text));
        List<Claim> requirements = reading.proved(findings.requirements());
        List<Claim> preferred = reading.proved(findings.preferred());
        Map<String, String> stack = stack(reading, findings.techs());
        Set<String> amongPreferred = named(preferred, stack);
        Set<String> required = named(requirements, stack);
        if (required.isEmpty()) {
            required = new LinkedHashSet<>(stack.keySet());
            required.removeAll(amongPreferred);
        }
        Set<String> onlyPreferred = new LinkedHashSet<>(amongPreferred);
        onlyPreferred.removeAll(required);
        var posting = new JobPosting(
                reading.value(findings.title()),
                reading.value(findings.company()),
                reading.value(findings.position()),
                reading.value(findings.employmentType()),
                reading.value(findings.experienceLevel()),
                reading.value(findings.education()),
                texts(reading.proved(findings.responsibilities())),
                texts(requirements),
                texts(preferred),
                spelled(required, stack),
                spelled(onlyPreferred, stack),
                List.copyOf(stack.values()),
                reading.dropped,
                provenance,
                usage);
        if (!posting.isPosting()) {
            throw new UnreadableDocument(
                    "NOT_A_POSTING",
                    "the text holds no job posting (expected: title and company, or requirements, or responsibilities)");
        }
        return posting;
    }

    /** Spellings by what makes two of them the same technology, in the findings' order. */
    private Map<String, String> stack(Reading reading, List<Claim> techs) {
        Map<String, String> stack = new LinkedHashMap<>();
        for (Claim tech : reading.proved(techs)) {
            String key = technologies.key(tech.text());
            if (!names(tech.quote(), key, tech.text())) {
                reading.dropped++;
            } else {
                stack.putIfAbsent(key, tech.text().strip());
            }
        }
        return stack;
    }

    private Set<String> named(List<Claim> lines, Map<String, String> stack) {
        return stack.entrySet().stream()
                .filter(tech -> lines.stream().anyMatch(line -> names(line.quote(), tech.getKey(), tech.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean names(String line, String key, String spelling) {
        return technologies.in(line).stream()
                        .anyMatch(name -> technologies.key(name).equals(key))
                || spelling.length() <= SHORT && standsIn(line, spelling)
                || !technologies.isKnown(spelling) && standsIn(FoldedText.fold(line), FoldedText.fold(spelling));
    }

    /** Whether it stands there as a word of its own; a Korean particle may follow. */
    private static boolean standsIn(String line, String word) {
        for (int at = line.indexOf(word); at >= 0 && !word.isEmpty(); at = line.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1)))
                    && (end == line.length() || !isAsciiWord(line.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsciiWord(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '+' || c == '#');
    }

    private static List<String> spelled(Set<String> keys, Map<String, String> stack) {
        return stack.entrySet().stream()
                .filter(tech -> keys.contains(tech.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<String> texts(List<Claim> claims) {
        return claims.stream().map(claim -> claim.text().strip()).distinct().toList();
    }

    /** What the text proves; counts what it does not. */
    private static final class Reading {
        private final CitedText cited;
        private int dropped;

        Reading(CitedText cited) {
            this.cited = cited;
        }

        List<Claim> proved(List<Claim> claims) {
            List<Claim> proved = new ArrayList<>();
            for (Claim claim : claims) {
                if (stands(claim)) {
                    proved.add(claim);
                }
            }
            return proved;
        }

        @Nullable
        String value(@Nullable Claim claim) {
            return claim != null && stands(claim) ? claim.text().strip() : null;
        }

        private boolean stands(Claim claim) {
            boolean stands =
                    !claim.text().isBlank() && cited.find(claim.quote()).isPresent();
            if (!stands) {
                dropped++;
            }
            return stands;
        }
    }
}
