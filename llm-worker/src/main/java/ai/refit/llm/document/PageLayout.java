package ai.refit.llm.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the words of a page into lines. It follows the order of drawing, which keeps columns apart, and looks at positions only to
 * tell a new line from the next cell of a row.
 */
final class PageLayout {

    /** In parts of the font size. */
    private static final float CELL_GAP = 0.9f;

    private static final float LINE_PITCH = 2.0f;
    private static final float BLANK_LINE = 1.75f;
    private static final float TABLE_PITCH = 2.6f;
    /** A cell this tall beside another is a column. */
    private static final int TALLEST_CELL = 24;

    private static final int LONG = 22;

    private final List<Block> blocks = new ArrayList<>();

    private PageLayout() {}

    static List<PageLine> lines(List<Glyph> glyphs, float height) {
        var layout = new PageLayout();
        Span.of(glyphs).forEach(layout::place);
        return layout.write(layout.inColumns(), height);
    }

    private void place(Span span) {
        if (blocks.isEmpty() || blocks.getLast().last().direction() != span.direction()) {
            blocks.add(new Block(span));
            return;
        }
        Block block = blocks.getLast();
        Span last = block.last();
        float unit = Math.max(last.size(), span.size());
        if (last.sameLine(span) && span.x() >= last.right() - 0.3f * unit) {
            beside(block, last, span, unit);
        } else if (span.y() > last.y()) {
            below(block, last, span, unit);
        } else {
            above(span, unit);
        }
    }

    private void beside(Block block, Span last, Span span, float unit) {
        if (span.x() - last.right() < CELL_GAP * unit) {
            block.extendLine(span);
        } else if (block.cells() > 1 && block.lastCell().size() > 1) {
            // The margin of a later line, not of the row's first.
            block.lastCell().removeLast();
            var next = new Block(last);
            next.addCell(span);
            blocks.add(next);
        } else {
            block.addCell(span);
        }
    }

    private void below(Block block, Span last, Span span, float unit) {
        boolean sameCell = block.cells() > 1
                && span.y() - last.y() < LINE_PITCH * unit
                && aligned(block.lastCell(), span, unit)
                && span.x() >= block.cell(block.cells() - 2).getFirst().x() + unit
                && span.size() < last.size() * 1.3f;
        if (sameCell) {
            block.addLine(span);
        } else {
            blocks.add(new Block(span));
        }
    }

    /** Under a cell's lines: at or right of their beginning, or ending where they end. */
    private static boolean aligned(List<Span> cell, Span span, float unit) {
        return span.x() >= cell.getFirst().x() - unit
                || Math.abs(span.right() - cell.getLast().right()) < unit;
    }

    /** Back up: the next cell of a row whose cells have several lines, or the next column. */
    private void above(Span span, float unit) {
        Block row = blocks.getLast();
        if (row.cells() > 1) {
            if (span.y() > row.top() - unit && span.x() > row.right() - unit) {
                row.addCell(span);
            } else {
                blocks.add(new Block(span));
            }
            return;
        }
        int first = blocks.size();
        while (first > 0
                && blocks.get(first - 1).cells() == 1
                && blocks.get(first - 1).right() <= span.x() + 0.3f * unit
                && blocks.get(first - 1).top() > span.y() - 0.5f * unit
                && blocks.size() - first < TALLEST_CELL) {
            first--;
        }
        List<Block> beside = blocks.subList(first, blocks.size());
        boolean label = beside.isEmpty()
                && row.right() <= span.x()
                && row.top() - span.y() < LINE_PITCH * unit
                && (blocks.size() < 2 || blocks.get(blocks.size() - 2).bottom() < span.y());
        if (label) {
            row.addCell(span);
        } else if (beside.isEmpty()
                || beside.size() == TALLEST_CELL
                || Math.abs(beside.getFirst().top() - span.y()) > unit
                || gapIn(beside, unit)) {
            blocks.add(new Block(span));
        } else {
            var cell = new ArrayList<Span>();
            beside.forEach(block -> cell.addAll(block.cell(0)));
            beside.clear();
            var merged = new Block(cell);
            merged.addCell(span);
            blocks.add(merged);
        }
    }

    /** Whether a heading or paragraph begins among them: then they are a column and no cell. */
    private static boolean gapIn(List<Block> lines, float unit) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).top() - lines.get(i - 1).bottom() > LINE_PITCH * unit) {
                return true;
            }
        }
        return false;
    }

    /** Two columns drawn line by line across both: long lines on both sides of one gap. */
    private List<Block> inColumns() {
        var ordered = new ArrayList<Block>();
        for (int from = 0; from < blocks.size(); ) {
            int to = from;
            while (to < blocks.size() && isAcross(blocks.get(to), blocks.get(from))) {
                to++;
            }
            if (to - from >= 4 && areLong(blocks.subList(from, to))) {
                for (int column = 0; column < 2; column++) {
                    for (Block row : blocks.subList(from, to)) {
                        ordered.add(new Block(row.cell(column)));
                    }
                }
                from = to;
            } else {
                ordered.add(blocks.get(from++));
            }
        }
        return ordered;
    }

    private static boolean isAcross(Block row, Block first) {
        return row.cells() == 2
                && row.cell(0).size() == 1
                && row.cell(1).size() == 1
                && Math.abs(row.cell(1).getFirst().x()
                                - first.cell(first.cells() - 1).getFirst().x())
                        < first.size();
    }

    private static boolean areLong(List<Block> rows) {
        for (int column = 0; column < 2; column++) {
            int at = column;
            double mean = rows.stream()
                    .mapToInt(row -> row.cell(at).getFirst().text().length())
                    .average()
                    .orElse(0);
            if (mean < LONG) {
                return false;
            }
        }
        return true;
    }

    private List<PageLine> write(List<Block> ordered, float height) {
        var lines = new ArrayList<PageLine>();
        Block before = null;
        float edge = (float) ordered.stream().mapToDouble(Block::right).max().orElse(0);
        for (Block block : ordered) {
            boolean apart = before != null
                    && (block.top() - before.bottom() > pitch(before, block) * Math.min(before.size(), block.size())
                            || block.top() < before.top()
                            || block.size() > before.size() * 1.15f);
            for (String line : block.lines(edge)) {
                lines.add(new PageLine(line, block.top() / height, apart));
                apart = false;
            }
            before = block;
        }
        return lines;
    }

    /** Rows of a table have room above and below. */
    private static float pitch(Block before, Block block) {
        boolean table = before.isTableRow()
                && block.isTableRow()
                && Math.abs(before.left() - block.left()) < block.size()
                && before.size() == block.size();
        return table ? TABLE_PITCH : BLANK_LINE;
    }
}
