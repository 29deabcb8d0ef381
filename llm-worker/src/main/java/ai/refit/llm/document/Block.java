package ai.refit.llm.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A row of cells, each of lines below each other; an ordinary line is a row of one cell with one line. */
final class Block {

    /** A cell of more lines than this is read as running text. */
    private static final int SHORT = 3;

    /** Between cells, in parts of the font size. */
    private static final float PADDING = 1.5f;

    private final List<List<Span>> cells = new ArrayList<>();

    Block(Span first) {
        cells.add(new ArrayList<>(List.of(first)));
    }

    Block(List<Span> cell) {
        cells.add(new ArrayList<>(cell));
    }

    int cells() {
        return cells.size();
    }

    List<Span> cell(int at) {
        return cells.get(at);
    }

    List<Span> lastCell() {
        return cells.getLast();
    }

    Span last() {
        return cells.getLast().getLast();
    }

    void addCell(Span first) {
        cells.add(new ArrayList<>(List.of(first)));
    }

    void addLine(Span line) {
        cells.getLast().add(line);
    }

    void extendLine(Span next) {
        List<Span> cell = cells.getLast();
        cell.set(cell.size() - 1, cell.getLast().with(next));
    }

    float top() {
        return (float)
                cells.stream().flatMap(List::stream).mapToDouble(Span::y).min().orElseThrow();
    }

    float bottom() {
        return (float)
                cells.stream().flatMap(List::stream).mapToDouble(Span::y).max().orElseThrow();
    }

    float left() {
        return (float)
                cells.stream().flatMap(List::stream).mapToDouble(Span::x).min().orElseThrow();
    }

    float right() {
        return (float) cells.stream()
                .flatMap(List::stream)
                .mapToDouble(Span::right)
                .max()
                .orElseThrow();
    }

    float size() {
        return (float) cells.stream()
                .flatMap(List::stream)
                .mapToDouble(Span::size)
                .max()
                .orElseThrow();
    }

    /**
     * Short cells side by side, divided by tabs; the long cell's further lines below. Several long ones are columns, which
     * follow each other.
     *
     * @param edge where the text of the page ends
     */
    List<String> lines(float edge) {
        if (cells.stream().filter(cell -> cell.size() > SHORT).count() > 1) {
            return cells.stream().flatMap(List::stream).map(Span::text).toList();
        }
        int body = body();
        List<List<String>> items = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            items.add(items(
                    cells.get(i),
                    i + 1 < cells.size() ? cells.get(i + 1).getFirst().x() : edge));
        }
        return body < 0 ? paired(items) : around(body, items);
    }

    boolean isTableRow() {
        return cells.size() > 1 && body() < 0;
    }

    /** The cell of running text; -1 when all are short. */
    private int body() {
        int longest = -1;
        for (int i = 0; i < cells.size(); i++) {
            int lines = cells.get(i).size();
            boolean runs = lines > SHORT || cells.get(i).stream().anyMatch(line -> PlainText.isPoint(line.text()));
            if (runs && (longest < 0 || lines > cells.get(longest).size())) {
                longest = i;
            }
        }
        return longest;
    }

    private static List<String> paired(List<List<String>> items) {
        int rows = items.stream().mapToInt(List::size).max().orElseThrow();
        var lines = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            int at = row;
            lines.add(items.stream()
                    .filter(cell -> at < cell.size())
                    .map(cell -> cell.get(at))
                    .collect(Collectors.joining("\t")));
        }
        return lines;
    }

    private List<String> around(int body, List<List<String>> items) {
        List<String> text = cells.get(body).stream().map(Span::text).toList();
        if (body > 0) {
            var first = new ArrayList<String>();
            for (int i = 0; i < cells.size(); i++) {
                first.add(i == body ? text.getFirst() : String.join("\t", items.get(i)));
            }
            return joined(String.join("\t", first), text.subList(1, text.size()));
        }
        // An entry with what stands in its margin: place and time belong to its headings, not to its points.
        List<String> margin = new ArrayList<>();
        items.subList(1, items.size()).forEach(margin::addAll);
        int headings = Math.max(1, headings(text));
        var lines = new ArrayList<String>();
        for (int i = 0; i < headings; i++) {
            int until = i == headings - 1 ? margin.size() : Math.min(i + 1, margin.size());
            List<String> beside = margin.subList(Math.min(i, margin.size()), until);
            lines.add(beside.isEmpty() ? text.get(i) : text.get(i) + "\t" + String.join("\t", beside));
        }
        lines.addAll(text.subList(headings, text.size()));
        return lines;
    }

    private static int headings(List<String> text) {
        for (int i = 0; i < text.size(); i++) {
            if (PlainText.isPoint(text.get(i))) {
                return i;
            }
        }
        return 1;
    }

    private static List<String> joined(String first, List<String> rest) {
        var lines = new ArrayList<String>();
        lines.add(first);
        lines.addAll(rest);
        return lines;
    }

    /** The lines of a cell; those are joined that only go on because the next word would have run into the next cell. */
    private static List<String> items(List<Span> cell, float limit) {
        var items = new ArrayList<String>();
        float left = Float.MAX_VALUE;
        float before = Float.MAX_VALUE;
        for (Span line : cell) {
            boolean below = Math.abs(line.x() - before) < 0.15f * line.size();
            if (below && left < line.firstWord() + PADDING * line.size() && !PlainText.isPoint(line.text())) {
                items.add(items.removeLast() + " " + line.text());
            } else {
                items.add(line.text());
            }
            left = limit - line.right();
            before = line.x();
        }
        return items;
    }
}
