package ai.refit.llm.report;

import ai.refit.contracts.report.Report.TechCoverage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of a posting's technologies somebody owns. Only the same technology counts, see {@link Technologies}; each counts
 * once, and as required when it is both required and preferred.
 */
public final class Coverage {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Technologies technologies;

    public Coverage(Technologies technologies) {
        this.technologies = technologies;
    }

    /**
     * Technologies of the posting keep its spelling; those owned that of the résumé.
     *
     * @param resumeSkills as the résumé lists them
     * @param resumeText in which the posting's technologies are looked for; null when there is no résumé
     * @param userSkills what the person says to know
     */
    public TechCoverage of(
            List<String> required,
            List<String> preferred,
            List<String> resumeSkills,
            @Nullable String resumeText,
            List<String> userSkills) {
        List<Technology> needed = technologies.all(required);
        Set<String> neededKeys = Set.copyOf(keys(needed));
        List<Technology> wished = technologies.all(preferred).stream()
                .filter(technology -> !neededKeys.contains(technology.key()))
                .toList();
        Map<String, Technology> owned = new LinkedHashMap<>();
        technologies.all(resumeSkills).forEach(skill -> owned.put(skill.key(), skill));
        if (resumeText != null) {
            List<Technology> sought = new ArrayList<>(needed);
            sought.addAll(wished);
            technologies.claimed(sought, resumeText).forEach(found -> owned.putIfAbsent(found.key(), found));
        }
        technologies.all(userSkills).forEach(skill -> owned.putIfAbsent(skill.key(), skill));
        List<Technology> missing = missing(needed, owned.keySet());
        return new TechCoverage(
                names(needed),
                names(wished),
                names(owned.values()),
                rate(needed.size() - missing.size(), needed.size()),
                names(missing),
                names(missing(wished, owned.keySet())));
    }

    private static double rate(int owned, int required) {
        return required == 0
                ? 0
                : HUNDRED.multiply(BigDecimal.valueOf(owned))
                        .divide(BigDecimal.valueOf(required), 1, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    private static List<Technology> missing(List<Technology> wanted, Set<String> owned) {
        return wanted.stream()
                .filter(technology -> !owned.contains(technology.key()))
                .toList();
    }

    private static List<String> keys(Collection<Technology> technologies) {
        return technologies.stream().map(Technology::key).toList();
    }

    private static List<String> names(Collection<Technology> technologies) {
        return technologies.stream().map(Technology::name).toList();
    }
}
