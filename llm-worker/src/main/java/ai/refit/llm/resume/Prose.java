package ai.refit.llm.resume;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines as text for people: bullets gone, sentences that were broken across lines whole again. */
final class Prose {

    private static final int LONGEST = 2_000;

    private Prose() {}

    static @Nullable String of(List<String> first, List<Line> lines) {
        var prose = new StringBuilder(String.join("\n", first));
        Line before = null;
        for (Line line : lines) {
            boolean same = before != null && line.continues(before);
            if (!prose.isEmpty()) {
                prose.append(same ? ' ' : '\n');
            }
            prose.append(line.text().replace('\t', ' '));
            before = line;
        }
        String text = prose.toString().strip();
        return text.isEmpty() ? null : text.substring(0, Math.min(LONGEST, text.length()));
    }
}
