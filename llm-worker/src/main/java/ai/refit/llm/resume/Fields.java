package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads labels within a section: {@code 회사명: …}, a label's cell beside its value's, and the header row of a table. */
final class Fields {

    private static final Pattern LABELLED = Pattern.compile("^[\\[【<(]?([^:：\\]】>)]{1,25})[\\]】>)]?\\s*[:：]\\s*(.*)$");
    private static final Pattern BOXED = Pattern.compile("^[\\[【<]([^\\]】>]{1,25})[\\]】>]\\s*(.*)$");
    private static final int LONGEST_WORDS = 3;

    private final Map<String, Field> labels = new HashMap<>();

    Fields(WordTable table) {
        table.rows()
                .forEach(
                        (field, words) -> words.forEach(word -> labels.put(Words.squeeze(word), Field.valueOf(field))));
    }

    Optional<Field> label(String text) {
        return Optional.ofNullable(labels.get(Words.squeeze(text)));
    }

    /** What a header row announces, column by column; empty for any other line. Columns may be divided by blanks only. */
    List<Field> header(Line line) {
        if (line.isRow()) {
            List<Field> columns = new ArrayList<>();
            for (String cell : line.cells()) {
                Optional<Field> column = label(cell);
                if (column.isEmpty()) {
                    return List.of();
                }
                columns.add(column.get());
            }
            return columns.size() > 1 ? columns : List.of();
        }
        return line.text().contains(":") ? List.of() : worded(line.text());
    }

    private List<Field> worded(String text) {
        String[] words = text.split("[\\s|]+");
        List<Field> columns = new ArrayList<>();
        int at = 0;
        while (at < words.length) {
            int taken = 0;
            for (int length = Math.min(LONGEST_WORDS, words.length - at); length > 0 && taken == 0; length--) {
                Optional<Field> column = label(String.join(" ", List.of(words).subList(at, at + length)));
                if (column.isPresent()) {
                    columns.add(column.get());
                    taken = length;
                }
            }
            if (taken == 0) {
                return List.of();
            }
            at += taken;
        }
        return columns.size() > 2 || columns.size() == 2 && words.length == 2 ? columns : List.of();
    }

    /** Labels of the line with their values; empty when it has none. */
    Map<Field, String> labelled(Line line) {
        Map<Field, String> said = new EnumMap<>(Field.class);
        if (line.isRow()) {
            List<String> cells = line.cells();
            for (int i = 0; i + 1 < cells.size(); i++) {
                Optional<Field> label = label(cells.get(i).replaceAll("\\s*[:：]$", ""));
                if (label.isPresent() && label(cells.get(i + 1)).isEmpty()) {
                    said.putIfAbsent(label.get(), cells.get(++i));
                }
            }
            if (!said.isEmpty()) {
                return said;
            }
        }
        for (String piece : line.text().split("\\s*[|\\t]\\s*|\\s/\\s(?=[^:/]{1,12}:)")) {
            Matcher labelled = LABELLED.matcher(piece);
            Matcher boxed = BOXED.matcher(piece);
            if (labelled.matches()) {
                put(labelled.group(1), labelled.group(2), said);
            } else if (boxed.matches()) {
                put(boxed.group(1), boxed.group(2), said);
            }
        }
        return said;
    }

    /** 부서/직위: 생산기술팀 / 과장 says two things. */
    private void put(String labels, String value, Map<Field, String> said) {
        Optional<Field> whole = label(labels);
        if (whole.isPresent()) {
            said.putIfAbsent(whole.get(), value);
            return;
        }
        String[] names = labels.split("\\s*[/·,]\\s*");
        String[] values = value.split("\\s*[/·,|]\\s*");
        for (int i = 0; i < names.length && names.length == values.length; i++) {
            String one = values[i];
            label(names[i]).ifPresent(label -> said.putIfAbsent(label, one));
        }
    }

    /** Values of a table's row by its columns; empty when the row has other cells than the header. */
    static Map<Field, String> row(List<Field> columns, Line line) {
        List<String> cells = line.cells();
        Map<Field, String> said = new EnumMap<>(Field.class);
        if (columns.isEmpty() || cells.size() > columns.size() || cells.size() < Math.max(2, columns.size() - 1)) {
            return said;
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                said.putIfAbsent(columns.get(i), cells.get(i));
            }
        }
        return said;
    }
}
