package ai.refit.llm.resume;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.llm.analyst.Claim;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads skills: the items of lists, known or not, and in sentences the names that the vocabulary knows. Each once, spelled
 * as it stands there first.
 */
final class SkillReader {

    private static final Pattern LABEL = Pattern.compile("^[^:：]{1,40}[:：]\\s*");
    private static final Pattern ITEM = Pattern.compile("[^,;|\\t•·●ㆍ、]+");
    private static final Pattern BRACKETS = Pattern.compile("\\s*[(\\[（][^)\\]）]*[)\\]）]?");
    private static final Pattern EDGES = Pattern.compile("^[\\s.:/~–—*-]+(?<!\\.)|[\\s.:/~–—*-]+$");
    private static final Pattern VERSION = Pattern.compile("\\s+v?\\d+(?:\\.[\\dx]+)*\\+?$");
    private static final Pattern SENTENCE = Pattern.compile("(?:니다|습니다|한다|있음|가능|경험|이해|활용|구축|개발함)[.]?$");
    private static final int MOST_WORDS = 5;
    private static final int LONGEST = 45;
    private static final int LONGEST_QUOTE = 160;

    private final Aliases aliases;
    private final Fields fields;
    private final Words proficiencies;
    private final Words spoken;

    SkillReader(Aliases aliases, Fields fields, WordTable table) {
        this.fields = fields;
        this.aliases = aliases;
        this.proficiencies = table.words("proficiency");
        this.spoken = table.words("spoken");
    }

    /** Skills found so far, by what they are. */
    final class Found {
        private final String text;
        private final Map<String, Claim> skills = new LinkedHashMap<>();

        Found(String text) {
            this.text = text;
        }

        List<Claim> all() {
            return List.copyOf(skills.values());
        }

        /** Lines of a skills section, or what stands behind 기술 스택: in an entry. */
        void list(List<Line> lines) {
            var whole = new StringBuilder();
            Line before = null;
            for (Line line : lines) {
                if (!fields.header(line).isEmpty()) {
                    continue;
                }
                boolean same = before != null
                        && (before.text().endsWith(",")
                                || line.continues(before) && !line.text().contains(":"));
                if (!whole.isEmpty()) {
                    whole.append(same ? " " : "\n");
                }
                whole.append(withoutCategory(line));
                before = line;
            }
            for (String line : whole.toString().split("\n")) {
                items(line);
            }
        }

        private void items(String line) {
            String bare = LABEL.matcher(line).replaceFirst("");
            Matcher item = ITEM.matcher(outsideBrackets(bare));
            while (item.find()) {
                item(bare.substring(item.start(), item.end()));
            }
        }

        private void item(String said) {
            String name =
                    EDGES.matcher(BRACKETS.matcher(said).replaceAll("").strip()).replaceAll("");
            name = withoutProficiency(name);
            if (spoken.are(name)) {
                return;
            }
            name = withoutVersion(name);
            boolean known = aliases.skill(name).isPresent();
            if (!known && said.indexOf('(') > 0) {
                String inner = said.substring(said.indexOf('(') + 1).replaceAll("[)\\]]\\s*$", "");
                if (aliases.mentions(inner).stream().anyMatch(mention -> mention.kind() == ConceptKind.SKILL)) {
                    items(inner);
                    return;
                }
            }
            if (!known && name.contains("/")) {
                String[] parts = name.split("\\s*/\\s*");
                boolean all = parts.length > 1;
                for (String part : parts) {
                    all &= aliases.skill(part).isPresent();
                }
                if (all) {
                    for (String part : parts) {
                        put(part);
                    }
                    return;
                }
            }
            boolean brief = name.length() <= LONGEST && name.split("\\s+").length <= MOST_WORDS;
            if (known || brief && !SENTENCE.matcher(name).find() && isName(name)) {
                put(name);
            } else {
                sentence(said);
            }
        }

        private boolean isName(String name) {
            return (name.length() > 1 || name.equals("C") || name.equals("R"))
                    && name.codePoints().anyMatch(Character::isLetter)
                    && !proficiencies.are(name)
                    && !Placeholders.standIn(name);
        }

        /** Names in a sentence that the vocabulary knows. */
        void sentence(@Nullable String said) {
            if (said == null) {
                return;
            }
            aliases.mentions(said).stream()
                    .filter(mention -> mention.kind() == ConceptKind.SKILL)
                    .sorted(Comparator.comparingInt(Mention::start))
                    .map(mention -> said.substring(mention.start(), mention.end()))
                    .filter(name -> !spoken.are(name))
                    .forEach(this::put);
        }

        private void put(String name) {
            skills.putIfAbsent(aliases.skillKey(name), new Claim(name, quote(name)));
        }

        /** The line in which the name stands as a word of its own. */
        private String quote(String name) {
            Matcher word = Pattern.compile("(?<![\\p{IsLatin}\\p{N}])" + Pattern.quote(name) + "(?![\\p{IsLatin}+#])")
                    .matcher(text);
            if (!word.find()) {
                return name;
            }
            int start = text.lastIndexOf('\n', word.start()) + 1;
            int end = text.indexOf('\n', word.end());
            String line = text.substring(start, end < 0 ? text.length() : end).strip();
            return line.length() <= LONGEST_QUOTE ? line : name;
        }
    }

    /** The first cell of a row names what the others list, unless it is a skill itself. */
    private String withoutCategory(Line line) {
        List<String> cells = line.cells();
        boolean category = cells.size() > 1
                && (cells.get(1).contains(",")
                        || aliases.skill(cells.getFirst()).isEmpty()
                                && aliases.skill(cells.get(1)).isPresent());
        return category ? line.text().substring(line.text().indexOf('\t') + 1) : line.text();
    }

    /** Java of Java 17. */
    private String withoutVersion(String name) {
        String bare = VERSION.matcher(name).replaceFirst("");
        return aliases.skill(name).isEmpty() && aliases.skill(bare).isPresent() ? bare : name;
    }

    private String withoutProficiency(String name) {
        String bare = name;
        int blank = bare.lastIndexOf(' ');
        while (blank > 0 && aliases.skill(bare).isEmpty() && proficiencies.are(bare.substring(blank + 1))) {
            bare = EDGES.matcher(bare.substring(0, blank)).replaceAll("");
            blank = bare.lastIndexOf(' ');
        }
        return bare;
    }

    /** The line with nothing inside brackets that would divide items. */
    private static String outsideBrackets(String line) {
        var out = new StringBuilder(line);
        int depth = 0;
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth > 0) {
                out.setCharAt(i, 'x');
            }
        }
        return depth == 0 ? out.toString() : line;
    }
}
