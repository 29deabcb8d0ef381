package ai.refit.llm.judgement;

import ai.refit.llm.judgement.Line.Place;
import ai.refit.llm.report.AskedYears;
import ai.refit.llm.report.Technologies;
import ai.refit.llm.report.Technology;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Technologies that a requirement names: all found in the résumé, it is met; some, partly; none, not. Of alternatives
 * (Java 또는 Kotlin) one is enough, of examples (Kafka 등) half. What only the chat says is partly met, and so is what is
 * missing itself while a neighbour was used at work.
 */
final class TechnologyRule {

    private static final Pattern ALTERNATIVES =
            Pattern.compile("(?i)또는|혹은|중 ?(하나|한|1)|하나 ?이상|\\bor\\b|\\bone of\\b|\\bany of\\b|\\beither\\b|이나 ");
    private static final Pattern EXAMPLES =
            Pattern.compile("(?i) ?등(의|을|과)?\\s|such as|\\be\\.g\\.|\\blike\\b|similar");

    /** Fields of work, which the years or the job in them show. */
    private static final Pattern FIELD =
            Pattern.compile("-(development|marketing|planning|management|design|analysis|engineering)$");

    private final Technologies technologies;
    private final Dossier dossier;
    private final List<Technology> declared;
    private final Wording wording;
    private final Phrases phrases;

    TechnologyRule(
            Technologies technologies, Dossier dossier, List<Technology> declared, Wording wording, Phrases phrases) {
        this.technologies = technologies;
        this.dossier = dossier;
        this.declared = declared;
        this.wording = wording;
        this.phrases = phrases;
    }

    /** @param others concepts that another rule judges */
    Optional<Verdict> judge(String requirement, Set<String> others) {
        List<Technology> asked = technologies.mentioned(requirement).stream()
                .filter(technology -> !others.contains(technology.key()))
                .filter(technology -> !FIELD.matcher(technology.key()).find() || !isOfYears(requirement, technology))
                .toList();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Map<Technology, Line> found = new LinkedHashMap<>();
        asked.forEach(technology -> dossier.trace(technology).ifPresent(line -> found.put(technology, line)));
        return Optional.of(found.isEmpty() ? none(asked) : some(requirement, asked, found));
    }

    private static boolean isOfYears(String requirement, Technology technology) {
        return technology.key().endsWith("-development")
                || AskedYears.in(requirement).isPresent();
    }

    private Verdict some(String requirement, List<Technology> asked, Map<Technology, Line> found) {
        List<Technology> absent = asked.stream()
                .filter(technology -> !found.containsKey(technology))
                .toList();
        List<String> missing = names(absent);
        Line first =
                found.values().stream().min(Comparator.comparing(Line::place)).orElseThrow();
        int enough = ALTERNATIVES.matcher(requirement).find()
                ? 1
                : EXAMPLES.matcher(requirement).find() ? (asked.size() + 1) / 2 : asked.size();
        List<String> sentences = new ArrayList<>();
        boolean met = found.size() >= enough && first.place() != Place.CHAT;
        Map<String, List<String>> byPlace = new LinkedHashMap<>();
        found.forEach((technology, line) -> byPlace.computeIfAbsent(phrases.place(line), place -> new ArrayList<>())
                .add(technology.name()));
        if (byPlace.size() == 1 && !missing.isEmpty()) {
            sentences.add(wording.say(
                    met ? "tech.enough" : "tech.some",
                    "found",
                    wording.list(List.copyOf(byPlace.values().iterator().next())),
                    "place",
                    phrases.place(first),
                    "missing",
                    wording.any(missing),
                    "quote",
                    phrases.quote(first.text())));
        } else {
            byPlace.forEach((place, names) -> sentences.add(
                    place.equals(phrases.place(first))
                            ? wording.say(
                                    "tech.cited",
                                    "techs",
                                    wording.list(names),
                                    "place",
                                    place,
                                    "quote",
                                    phrases.quote(first.text()))
                            : wording.say("tech.found", "techs", wording.list(names), "place", place)));
            if (!missing.isEmpty()) {
                sentences.add(wording.say(met ? "tech.butenough" : "tech.but", "missing", wording.any(missing)));
            }
        }
        if (!met) {
            near(absent).ifPresent(line -> sentences.add(related(absent, line)));
        }
        if (first.place() == Place.CHAT) {
            sentences.add(wording.say("tech.chatonly"));
        }
        String reason = String.join(" ", sentences);
        return met ? Verdict.met(reason, first.evidence()) : Verdict.partly(reason, first.evidence());
    }

    private Verdict none(List<Technology> asked) {
        String names = wording.any(names(asked));
        String reason = phrases.haveSources()
                ? wording.say("tech.none", "missing", names, "sources", phrases.searched())
                : wording.say("tech.nosource", "missing", names);
        List<String> only = names(asked.stream()
                .filter(technology ->
                        declared.stream().anyMatch(own -> own.key().equals(technology.key())))
                .toList());
        if (!only.isEmpty()) {
            reason += " " + wording.say("tech.declared", "techs", wording.list(only));
        }
        Optional<Line> near = near(asked);
        return near.isEmpty()
                ? Verdict.not(reason)
                : Verdict.partly(
                        reason + " " + related(asked, near.get()), near.get().evidence());
    }

    /** Where a neighbour of one of them was used at work or in a project. */
    private Optional<Line> near(List<Technology> asked) {
        return dossier.lines().stream()
                .filter(line ->
                        line.place().isDeed() && !neighbours(asked, line).isEmpty())
                .findFirst();
    }

    private String related(List<Technology> asked, Line line) {
        return wording.say(
                "tech.related", "techs", wording.list(neighbours(asked, line)), "place", phrases.place(line));
    }

    private List<String> neighbours(List<Technology> asked, Line line) {
        return names(line.technologies().stream()
                .filter(known -> asked.stream().anyMatch(one -> technologies.areRelated(one, known)))
                .toList());
    }

    private static List<String> names(List<Technology> technologies) {
        return technologies.stream().map(Technology::name).collect(Collectors.toList());
    }
}
