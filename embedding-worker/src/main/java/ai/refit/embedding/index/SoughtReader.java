package ai.refit.embedding.index;

import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.FoldedText;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.contracts.vocabulary.Title;
import ai.refit.contracts.vocabulary.TitlesInText;
import ai.refit.embedding.index.Sought.SoughtSkill;
import ai.refit.embedding.index.Sought.SoughtTitle;
import ai.refit.embedding.index.Sought.SoughtWord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request. Jobs are sought as they are listed, and as they are named in {@code interest}; only when neither says
 * anything is the introduction searched for them. Skills likewise: those listed and those named in {@code interest},
 * else those of the introduction.
 */
final class SoughtReader {

    private static final int MOST_WORDS = 40;
    private static final int LONGEST_COMMON = 500;

    private final Aliases aliases;
    private final Terms terms;

    SoughtReader(Aliases aliases, Terms terms) {
        this.aliases = aliases;
        this.terms = terms;
    }

    /** What is asked, without who asks. */
    record Question(
            @Nullable String interest,
            List<String> skills,
            List<String> jobs,
            @Nullable String introduction) {
        static Question of(RecommendationRequest request) {
            return new Question(request.interest(), request.skills(), request.jobs(), request.introduction());
        }

        /** What is embedded. */
        String text() {
            List<String> lines = new ArrayList<>();
            lines.add(interestText());
            lines.add(String.join(", ", jobs));
            lines.add(String.join(", ", skills));
            lines.add(introductionText());
            lines.removeIf(String::isBlank);
            return String.join("\n", lines);
        }

        /** Whether others may ask the same; a longer question is somebody's own story and will not come again. */
        boolean isCommon() {
            int length = interestText().length() + introductionText().length();
            for (String item : skills) {
                length += item.length();
            }
            for (String item : jobs) {
                length += item.length();
            }
            return length <= LONGEST_COMMON;
        }

        String interestText() {
            return interest == null ? "" : interest.strip();
        }

        String introductionText() {
            return introduction == null ? "" : introduction.strip();
        }
    }

    Sought read(Question question, float[] vector) {
        String interest = question.interestText();
        String introduction = question.introductionText();
        var inInterest = TitlesInText.of(interest, aliases);
        var inIntroduction = TitlesInText.ofSentences(introduction, aliases);

        Map<String, SoughtTitle> titles = new LinkedHashMap<>();
        question.jobs().forEach(job -> addTitle(titles, job, aliases.title(job)));
        inInterest.titles().forEach(found -> addTitle(titles, found.said(), found.title()));
        if (question.jobs().isEmpty() && interest.isEmpty()) {
            inIntroduction.titles().forEach(found -> addTitle(titles, found.said(), found.title()));
        }

        Map<String, SoughtSkill> skills = new LinkedHashMap<>();
        question.skills().forEach(skill -> addSkill(skills, skill, aliases.skillKey(skill)));
        addMentioned(skills, interest, inInterest.mentions());
        if (skills.isEmpty()) {
            addMentioned(skills, introduction, inIntroduction.mentions());
        }

        boolean nothingListed = question.jobs().isEmpty() && question.skills().isEmpty();
        boolean freeText = !interest.isEmpty() || nothingListed && !introduction.isEmpty();
        return new Sought(
                List.copyOf(titles.values()),
                List.copyOf(skills.values()),
                Sought.relatedTo(skills.values()),
                freeText,
                inInterest.skillsOnly(),
                terms(question, concepts(titles, skills, inInterest.mentions(), inIntroduction.mentions())),
                words(question),
                vector);
    }

    private Map<Feature, Map<String, Integer>> terms(Question question, List<String> concepts) {
        String listed = String.join("\n", question.jobs());
        String titles = (question.interestText() + "\n" + listed).strip();
        String aboutJobs = titles.isEmpty() && question.skills().isEmpty() ? question.introductionText() : titles;
        String all = question.text();
        Map<Feature, Map<String, Integer>> found = new EnumMap<>(Feature.class);
        put(found, Feature.JOB_SYLLABLES, terms.titleUnits(aboutJobs));
        put(found, Feature.TEXT_PAIRS, terms.pairs(all));
        put(found, Feature.TEXT_WORDS, terms.words(all));
        put(found, Feature.CONCEPTS, concepts);
        return found;
    }

    private static void put(Map<Feature, Map<String, Integer>> found, Feature feature, List<String> terms) {
        if (!terms.isEmpty()) {
            found.put(feature, Sought.counted(terms));
        }
    }

    private static List<String> concepts(
            Map<String, SoughtTitle> titles,
            Map<String, SoughtSkill> skills,
            List<Mention> inInterest,
            List<Mention> inIntroduction) {
        Set<String> concepts = new LinkedHashSet<>();
        titles.values().forEach(title -> concepts.addAll(title.title().signature()));
        concepts.addAll(skills.keySet());
        for (List<Mention> mentions : List.of(inInterest, inIntroduction)) {
            mentions.stream()
                    .filter(mention -> mention.kind() != ConceptKind.LEVEL)
                    .forEach(mention -> concepts.add(mention.term()));
        }
        concepts.removeIf(term -> term.startsWith("w:"));
        return List.copyOf(concepts);
    }

    /** The request's content words, without short ones. */
    private List<SoughtWord> words(Question question) {
        String text = question.text();
        FoldedText folded = FoldedText.of(text);
        Map<String, SoughtWord> words = new LinkedHashMap<>();
        for (String word : terms.words(text)) {
            int at = word.length() < 2 || words.size() == MOST_WORDS
                    ? -1
                    : folded.text().indexOf(word);
            if (at >= 0) {
                String said = text.substring(folded.start(at), folded.end(at + word.length()));
                words.putIfAbsent(word, new SoughtWord(said, word));
            }
        }
        return List.copyOf(words.values());
    }

    private static void addTitle(Map<String, SoughtTitle> titles, String said, Title title) {
        if (!title.key().isEmpty()) {
            titles.putIfAbsent(title.key(), new SoughtTitle(said, title));
        }
    }

    private void addSkill(Map<String, SoughtSkill> skills, String said, String key) {
        if (!key.equals("w:")) {
            skills.putIfAbsent(key, new SoughtSkill(said, key, aliases.relatedSkills(key)));
        }
    }

    private void addMentioned(Map<String, SoughtSkill> skills, String text, List<Mention> mentions) {
        for (Mention mention : mentions) {
            if (mention.kind() == ConceptKind.SKILL) {
                addSkill(skills, text.substring(mention.start(), mention.end()), mention.term());
            }
        }
    }
}
