package ai.refit.llm.resume;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.contracts.vocabulary.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows what people are called at work: 백엔드 개발자, {@code Research Intern}, 선임. */
final class Titles {

    private static final Pattern TOKEN = Pattern.compile("\\S+");
    private static final Pattern JOINT = Pattern.compile("[/·&,]|및|겸");
    private static final Pattern PARTICLE = Pattern.compile("(?<=[가-힣])(?:으로서|로서|으로|로|이며|이자)$");
    private static final int MOST_WORDS = 7;
    private static final int LONGEST = 60;

    private final Aliases aliases;
    private final Words nouns;
    private final Words ranks;

    Titles(Aliases aliases, WordTable table) {
        this.aliases = aliases;
        this.nouns = table.words("title-noun");
        this.ranks = table.words("rank");
    }

    boolean isRank(String text) {
        return ranks.are(text);
    }

    /** Whether the text is a title and nothing else; ranks may stand beside it. */
    boolean isTitle(String text) {
        if (text.length() > LONGEST || text.split("\\s+").length > MOST_WORDS || text.isBlank()) {
            return false;
        }
        String bare = text.replaceAll("\\s*\\(.*?\\)\\s*$", "");
        if (!bare.matches("(?s).*[가-힣].*")) {
            Matcher noun = nouns.in(bare);
            return nouns.end(bare) || noun.lookingAt() || isOccupation(bare);
        }
        return isOccupation(bare)
                || runIn(bare)
                        .filter(run -> run.start() == 0 && run.end() == bare.length())
                        .isPresent();
    }

    private boolean isOccupation(String text) {
        Title title = aliases.title(text);
        return title.isUnderstood()
                && title.parts().stream().anyMatch(part -> part.startsWith("o:") || part.startsWith("r:"));
    }

    /** A title inside a longer text: offsets, and the title as it stands there, without a particle. */
    record Run(int start, int end, String title) {}

    /** The first title in the text: the words before the noun that the tables know, and ranks around it. */
    Optional<Run> runIn(String text) {
        List<int[]> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            tokens.add(new int[] {token.start(), token.end()});
        }
        List<Mention> mentions = aliases.mentions(text);
        for (int i = 0; i < tokens.size(); i++) {
            String word = word(text, tokens.get(i));
            if (nouns.end(word) || ranks.are(word)) {
                int first = i;
                while (first > 0 && belongs(text, tokens.get(first - 1), mentions)) {
                    first--;
                }
                int last = i;
                while (last + 1 < tokens.size() && follows(text, tokens, last + 1)) {
                    last++;
                }
                int start = tokens.get(first)[0];
                int end = tokens.get(last)[1];
                return Optional.of(new Run(
                        start, end, PARTICLE.matcher(text.substring(start, end)).replaceFirst("")));
            }
        }
        return Optional.empty();
    }

    private boolean belongs(String text, int[] token, List<Mention> mentions) {
        String word = word(text, token);
        return ranks.are(word)
                || JOINT.matcher(word).matches()
                || mentions.stream()
                        .anyMatch(mention -> mention.start() <= token[0]
                                && mention.end() >= token[0] + word.length()
                                && (mention.kind() != ConceptKind.SKILL || word.matches("[A-Za-z.+#]+")));
    }

    /** Ranks and further titles behind a title, joined by a sign or in brackets. */
    private boolean follows(String text, List<int[]> tokens, int i) {
        String word = word(text, tokens.get(i));
        if (ranks.are(word)) {
            return true;
        }
        boolean joint = JOINT.matcher(text.substring(tokens.get(i)[0], tokens.get(i)[1]))
                .matches();
        if (joint) {
            return i + 1 < tokens.size() && ranks.are(word(text, tokens.get(i + 1)));
        }
        return nouns.are(word);
    }

    private static String word(String text, int[] token) {
        String word = text.substring(token[0], token[1]).replaceAll("^[(\\[]+|[)\\],.:;]+$", "");
        return PARTICLE.matcher(word).replaceFirst("");
    }

    /** The occupation in a title, without seniority: {@code Backend Engineer} of {@code Senior Backend Engineer}. */
    @Nullable
    String occupation(String title) {
        for (String piece : title.split("\\s*(?:[/|·]|\\s-\\s|[(),])\\s*")) {
            String bare = piece.strip();
            boolean shorter = true;
            while (shorter && !ranks.are(bare)) {
                String[] words = bare.split("\\s+");
                shorter = false;
                if (words.length > 1 && ranks.are(words[0])) {
                    bare = bare.substring(words[0].length()).strip();
                    shorter = true;
                } else if (words.length > 1
                        && ranks.are(words[words.length - 1])
                        && !nouns.are(words[words.length - 1])) {
                    bare = bare.substring(0, bare.length() - words[words.length - 1].length())
                            .strip();
                    shorter = true;
                }
            }
            boolean job = isOccupation(bare) || nouns.end(bare);
            if (!bare.isBlank()
                    && !ranks.are(bare)
                    && (job || aliases.title(bare).isSpecific())) {
                return job ? bare : piece.strip();
            }
        }
        return null;
    }
}
