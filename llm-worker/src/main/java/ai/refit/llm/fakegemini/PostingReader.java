package ai.refit.llm.fakegemini;

import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.PostingFindings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a posting that is written plainly: its title first, {@code label: value} lines, headings on lines of their own. */
final class PostingReader {

    private enum Part {
        RESPONSIBILITIES("주요 ?업무|담당 ?업무|responsibilities|what you.?ll do"),
        REQUIREMENTS("자격 ?요건|지원 ?자격|필수( ?사항| ?요건)?|requirements|qualifications|must have"),
        PREFERRED("우대( ?사항| ?요건)?|preferred( qualifications)?|nice to have"),
        REST("복지( ?및 ?혜택)?|혜택|근무 ?조건|전형 ?절차|benefits|about us|how to apply");

        private final Pattern heading;

        Part(String heading) {
            this.heading = Pattern.compile("[\\s#\\[<■]*(" + heading + ")[\\s:\\]>]*", Pattern.CASE_INSENSITIVE);
        }
    }

    private static final Pattern BULLET = Pattern.compile("^[-*•·▪]\\s*");

    private final List<String> all;
    private final Map<Part, List<Claim>> parts = new EnumMap<>(Part.class);

    private PostingReader(String text) {
        all = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Part part = null;
        for (String line : all) {
            Part heading = heading(line);
            if (heading != null) {
                part = heading;
            } else if (part != null) {
                String words = BULLET.matcher(line).replaceFirst("");
                parts.computeIfAbsent(part, p -> new ArrayList<>()).add(new Claim(words, words));
            }
        }
    }

    static PostingFindings read(String text) {
        var reader = new PostingReader(text);
        boolean isPosting = !reader.parts.isEmpty();
        return new PostingFindings(
                isPosting ? new Claim(reader.all.getFirst(), reader.all.getFirst()) : null,
                reader.value("회사(?:명)?|company"),
                reader.value("포지션|직무|모집 ?분야|position"),
                reader.value("고용 ?형태|employment(?: type)?"),
                reader.value("경력|experience"),
                reader.value("학력|education"),
                reader.of(Part.RESPONSIBILITIES),
                reader.of(Part.REQUIREMENTS),
                reader.of(Part.PREFERRED),
                isPosting ? Skills.named(text) : List.of());
    }

    private @Nullable Claim value(String label) {
        var line = Pattern.compile("(?:" + label + ")\\s*[:：]\\s*(\\S.*)", Pattern.CASE_INSENSITIVE);
        for (String candidate : all) {
            Matcher found = line.matcher(candidate);
            if (found.matches()) {
                return new Claim(found.group(1), found.group(1));
            }
        }
        return null;
    }

    private List<Claim> of(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    private static @Nullable Part heading(String line) {
        for (Part part : Part.values()) {
            if (part.heading.matcher(line).matches()) {
                return part;
            }
        }
        return null;
    }
}
