package ai.refit.llm.posting;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.Mention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Technologies in lines: the skills of the shared tables, without those that are knowledge ({@code knowledge.txt}). */
final class Technologies {

    private static final int LONGEST_NAME = 30;
    private static final Pattern DIVIDER = Pattern.compile("[,;|\t•·()\\[\\]、]| / |\\s및\\s|\\sand\\s|^[^:：]{1,20}[:：]");
    private static final Pattern NAME = Pattern.compile("(?=.*\\p{L})[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} .+#/_-]*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Aliases aliases;
    private final Set<String> knowledge = Table.lines("knowledge.txt").stream()
            .flatMap(line -> Arrays.stream(BLANKS.split(line)))
            .collect(Collectors.toUnmodifiableSet());

    Technologies(Aliases aliases) {
        this.aliases = aliases;
    }

    /** What makes two names the same technology. */
    String key(String name) {
        return aliases.skillKey(name);
    }

    boolean isKnown(String name) {
        return aliases.skill(name).isPresent();
    }

    /** Names in running text, as they are spelled there. */
    List<String> in(String line) {
        return mentions(line).stream()
                .map(mention -> line.substring(mention.start(), mention.end()))
                .toList();
    }

    /** Names in a line that lists technologies: also those that no table knows. */
    List<String> listed(String line) {
        List<Mention> mentions = mentions(line);
        List<String> names = new ArrayList<>();
        int from = 0;
        int next = 0;
        var dividers = DIVIDER.matcher(line);
        while (from <= line.length()) {
            boolean divided = dividers.find();
            int to = divided ? dividers.start() : line.length();
            int known = next;
            while (next < mentions.size() && mentions.get(next).start() < to) {
                names.add(line.substring(
                        mentions.get(next).start(), mentions.get(next).end()));
                next++;
            }
            String piece = line.substring(Math.min(from, to), to).strip();
            boolean within = next > 0 && mentions.get(next - 1).end() > from;
            if (known == next && !within && isName(piece)) {
                names.add(piece);
            }
            if (!divided) {
                break;
            }
            from = dividers.end();
        }
        return names;
    }

    private static boolean isName(String piece) {
        return piece.length() > 1
                && piece.length() <= LONGEST_NAME
                && BLANKS.split(piece).length <= 3
                && NAME.matcher(piece).matches();
    }

    private List<Mention> mentions(String line) {
        return aliases.mentions(line).stream()
                .filter(mention -> mention.kind() == ConceptKind.SKILL)
                .filter(mention -> !knowledge.contains(mention.concept()))
                .toList();
    }
}
