package ai.refit.contracts.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The job titles that a free text names. A short text without particles is one title (시니어 백엔드 개발자, {@code data
 * analyst}); in a sentence each run of names that stand side by side is one, if it says more than a role or a skill
 * (데이터 분석가로 이직하고 싶어요).
 *
 * @param mentions all concepts named in the text
 * @param skillsOnly whether the text is a list of skills and nothing else; those that are also domains of titles
 *     ({@code React}) are a title too
 */
public record TitlesInText(List<Found> titles, List<Mention> mentions, boolean skillsOnly) {

    private static final int MOST_TITLE_WORDS = 5;
    private static final Set<String> SENTENCE_WORDS = Set.of(
            "i",
            "i'm",
            "im",
            "to",
            "want",
            "wants",
            "looking",
            "become",
            "becoming",
            "into",
            "with",
            "as",
            "who",
            "my",
            "me",
            "would",
            "like",
            "need",
            "about",
            "from",
            "is",
            "am",
            "are",
            "interested");

    private static final Pattern SENTENCE_END = Pattern.compile("(요|니다|싶다|한다|이다|있다|까)[.!?~ ]*$");

    /** @param said in the text's own spelling */
    public record Found(String said, Title title) {}

    /** Of a text that may be a title or a sentence. */
    public static TitlesInText of(String text, Aliases aliases) {
        List<Mention> mentions = aliases.mentions(text);
        Title whole = aliases.title(text);
        if (text.isBlank()) {
            return new TitlesInText(List.of(), mentions, false);
        }
        if (whole.isUnderstood() && areSkills(mentions)) {
            var domain = whole.isSpecific() ? List.of(new Found(text.strip(), whole)) : List.<Found>of();
            return new TitlesInText(domain, mentions, true);
        }
        if (whole.isUnderstood() || !isSentence(text, mentions)) {
            return new TitlesInText(List.of(new Found(text.strip(), whole)), mentions, false);
        }
        return new TitlesInText(runs(text, mentions, aliases, true), mentions, false);
    }

    /** Of a text that is known to be sentences, and where a domain alone ({@code market}) names no job. */
    public static TitlesInText ofSentences(String text, Aliases aliases) {
        List<Mention> mentions = aliases.mentions(text);
        return new TitlesInText(runs(text, mentions, aliases, false), mentions, false);
    }

    private static boolean areSkills(List<Mention> mentions) {
        Set<Integer> places = new HashSet<>();
        Set<Integer> skills = new HashSet<>();
        for (Mention mention : mentions) {
            places.add(mention.start());
            if (mention.kind() == ConceptKind.SKILL) {
                skills.add(mention.start());
            }
        }
        return !places.isEmpty() && places.equals(skills);
    }

    private static boolean isSentence(String text, List<Mention> mentions) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("[\\s,]+");
        if (words.length > MOST_TITLE_WORDS) {
            return true;
        }
        for (String word : words) {
            if (SENTENCE_WORDS.contains(word)) {
                return true;
            }
        }
        if (SENTENCE_END.matcher(text.strip()).find()) {
            return true;
        }
        for (Mention mention : mentions) {
            int end = mention.end();
            boolean particle = end < text.length()
                    && Letters.isSyllable(text.charAt(end))
                    && mentions.stream().noneMatch(next -> next.start() == end);
            if (particle) {
                return true;
            }
        }
        return false;
    }

    private static List<Found> runs(String text, List<Mention> mentions, Aliases aliases, boolean domains) {
        List<Found> found = new ArrayList<>();
        List<Mention> run = new ArrayList<>();
        for (Mention mention : onePerPlace(mentions)) {
            if (!run.isEmpty()
                    && !text.substring(run.getLast().end(), mention.start()).isBlank()) {
                take(text, run, aliases, domains, found);
                run.clear();
            }
            run.add(mention);
        }
        take(text, run, aliases, domains, found);
        return found;
    }

    private static void take(String text, List<Mention> run, Aliases aliases, boolean domains, List<Found> found) {
        Set<ConceptKind> kinds = EnumSet.noneOf(ConceptKind.class);
        run.forEach(mention -> kinds.add(mention.kind()));
        boolean job = kinds.contains(ConceptKind.OCCUPATION)
                || kinds.contains(ConceptKind.DOMAIN) && (domains || kinds.contains(ConceptKind.ROLE))
                || kinds.contains(ConceptKind.SKILL) && kinds.contains(ConceptKind.ROLE);
        if (job) {
            found.add(new Found(
                    text.substring(run.getFirst().start(), run.getLast().end()), aliases.titleOf(run)));
        }
    }

    /** Of several meanings at one place the first of: occupation, domain, role, skill, level. */
    private static List<Mention> onePerPlace(List<Mention> mentions) {
        List<Mention> kept = new ArrayList<>();
        mentions.stream()
                .sorted(Comparator.comparingInt(Mention::start).thenComparing(Mention::kind))
                .forEach(mention -> {
                    if (kept.isEmpty() || kept.getLast().start() != mention.start()) {
                        kept.add(mention);
                    }
                });
        return kept;
    }
}
