package ai.refit.llm.resume;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows a heading, whatever frames, numbers, signs and remarks stand around it. */
final class Headings {

    private static final int LONGEST = 45;
    private static final Pattern REMARK = Pattern.compile("\\s*[(\\[（].*?[)\\]）]\\s*$");
    private static final Pattern NUMBER =
            Pattern.compile("^\\s*(?:제?\\s*\\d{1,2}\\s*[.)장:]|[IVXⅠ-Ⅹ]{1,4}[.)]|[가-하][.)]|[A-H][.)])\\s*");
    private static final Pattern FRAME = Pattern.compile("^[^\\p{L}\\p{N}(]+|[^\\p{L}\\p{N})]+$");
    private static final Pattern JOINT = Pattern.compile(
            "\\s*(?:[/&,·+|]|\\s및\\s|및|\\band\\b|(?<=[가-힣])[와과]\\s|\\s-\\s|(?<=[가-힣])\\s+(?=\\p{IsLatin})|(?<=\\p{IsLatin})\\s+(?=[가-힣]))\\s*",
            Pattern.CASE_INSENSITIVE);
    /** 학력: 한빛대학교 …, [학력] 한빛대학교 …, and cells of a table. */
    private static final Pattern GLUED = Pattern.compile(
            "^(?:[\\[【<〈《(](?<boxed>[^\\]】>〉》)]{1,30})[\\]】>〉》)]\\s*[:：]?|(?<said>[^:：|\\t]{1,30}?)\\s*[:：|\\t])\\s*(?<rest>\\S.*)$");

    private final Map<String, Section> sections = new HashMap<>();

    Headings(WordTable table) {
        table.rows()
                .forEach((section, words) ->
                        words.forEach(word -> sections.put(Words.squeeze(word), Section.valueOf(section))));
    }

    /**
     * @param boxed whether it stands in brackets, as labels seldom do
     * @param rest what stands behind the heading in its line
     */
    record Heading(Set<Section> sections, boolean boxed, String rest) {}

    /** A line that is a heading and nothing else. */
    Set<Section> alone(String line) {
        if (line.length() > LONGEST) {
            return Set.of();
        }
        String bare = NUMBER.matcher(bare(line)).replaceFirst("");
        Set<Section> whole = sectionsOf(bare);
        return whole.isEmpty() ? sectionsOf(bare(REMARK.matcher(bare).replaceFirst(""))) : whole;
    }

    /** A heading with text behind it in the same line. */
    Optional<Heading> glued(String line) {
        Matcher glued = GLUED.matcher(NUMBER.matcher(line).replaceFirst(""));
        if (!glued.matches()) {
            return Optional.empty();
        }
        String said = glued.group("boxed") == null ? glued.group("said") : glued.group("boxed");
        Set<Section> found = alone(said);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Heading(found, glued.group("boxed") != null, glued.group("rest")));
    }

    /** Project is the same heading as Projects. */
    private @Nullable Section section(String words) {
        String squeezed = Words.squeeze(words);
        Section section = sections.get(squeezed);
        return section == null ? sections.get(squeezed + "s") : section;
    }

    private static String bare(String line) {
        return FRAME.matcher(line.strip()).replaceAll("");
    }

    private Set<Section> sectionsOf(String bare) {
        Section whole = section(bare);
        if (whole != null) {
            return Set.of(whole);
        }
        Set<Section> found = new LinkedHashSet<>();
        String[] parts = JOINT.split(bare);
        for (String part : parts) {
            Section section = section(part);
            if (section == null) {
                return Set.of();
            }
            found.add(section);
        }
        return found;
    }
}
