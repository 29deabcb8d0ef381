package ai.refit.llm.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as rows of cells, to find what a label names: beside it, after its colon, or below it in a table. */
final class Cells {

    private static final Pattern CELL = Pattern.compile("[^\\t|\\n]+");
    private static final Pattern AFTER_LABEL = Pattern.compile("\\s*[:：=]\\s*|\\s{1,}(?=[\\p{L}\\d(+])");
    private static final int LONGEST_LABEL = 24;

    private final List<List<Cell>> rows = new ArrayList<>();

    record Cell(String text, int start) {

        int end() {
            return start + text.length();
        }

        static Cell of(String text, int start) {
            int from = 0;
            int to = text.length();
            while (from < to && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            return new Cell(text.substring(from, to), start + from);
        }
    }

    Cells(String text) {
        int start = 0;
        for (String line : text.split("\n", -1)) {
            var row = new ArrayList<Cell>();
            Matcher cells = CELL.matcher(line);
            while (cells.find()) {
                Cell cell = Cell.of(cells.group(), start + cells.start());
                if (!cell.text().isEmpty()) {
                    row.add(cell);
                }
            }
            if (!row.isEmpty()) {
                rows.add(row);
            }
            start += line.length() + 1;
        }
    }

    List<List<Cell>> rows() {
        return rows;
    }

    /**
     * What stands under labels.
     *
     * @param label matches a label from the beginning of a cell
     * @param isLabel whether a whole cell is a label of any kind, and so no value
     */
    List<Cell> labelled(Pattern label, Predicate<String> isLabel) {
        var values = new ArrayList<Cell>();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                value(row, column, label, isLabel).ifPresent(values::add);
            }
        }
        return values;
    }

    private Optional<Cell> value(int row, int column, Pattern label, Predicate<String> isLabel) {
        Cell cell = rows.get(row).get(column);
        Matcher found = label.matcher(cell.text());
        if (!found.lookingAt() || found.end() > LONGEST_LABEL) {
            return Optional.empty();
        }
        String rest = cell.text().substring(found.end());
        if (!rest.isBlank()) {
            Matcher colon = AFTER_LABEL.matcher(rest);
            return colon.lookingAt()
                    ? Optional.of(Cell.of(rest.substring(colon.end()), cell.start() + found.end() + colon.end()))
                    : Optional.empty();
        }
        List<Cell> cells = rows.get(row);
        if (column + 1 < cells.size() && !isLabel.test(cells.get(column + 1).text())) {
            return Optional.of(cells.get(column + 1));
        }
        boolean below = row + 1 < rows.size()
                && column < rows.get(row + 1).size()
                && (cells.size() == 1 || rows.get(row + 1).size() == cells.size());
        return below
                ? Optional.of(rows.get(row + 1).get(column)).filter(value -> !isLabel.test(value.text()))
                : Optional.empty();
    }
}
