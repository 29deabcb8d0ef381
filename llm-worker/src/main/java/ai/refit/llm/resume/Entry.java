package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One employment, project or school.
 *
 * @param head the lines that name it, without what labels said
 * @param dated when it was
 * @param said by labels or columns of a table
 * @param body what follows the head
 */
record Entry(List<Line> head, Optional<Period> dated, Map<Field, String> said, List<Line> body) {

    /** The lines that name it, as they stand in the text. */
    String quote(String text) {
        Line first = head.isEmpty() ? body.getFirst() : head.getFirst();
        Line last = head.isEmpty() ? body.getFirst() : head.getLast();
        return text.substring(first.start(), last.end()).strip();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>(head);
        lines.addAll(body);
        return lines;
    }
}
