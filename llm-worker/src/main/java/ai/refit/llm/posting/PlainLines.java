package ai.refit.llm.posting;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * HTML as lines: headings begin with as many {@code #} as their level is deep, items of lists with a hyphen, a label and its value or the cells of a row are
 * divided by tabs, blocks by blank lines. What a reader of the page does not see, or sees on every page of a site, is left
 * out.
 */
final class PlainLines implements NodeVisitor {

    /** Between the lines of a cell, in a row of several. */
    static final String WITHIN_CELL = " • ";

    private static final String UNSEEN =
            "script, style, noscript, template, iframe, svg, object, head, nav, footer, aside, body > header, button, select,"
                    + " input, textarea, [hidden], [aria-hidden=true], [style~=(?i)display\\s*:\\s*none],"
                    + " [style~=(?i)visibility\\s*:\\s*hidden], [style~=(?i)font-size\\s*:\\s*0[a-z%]*\\s*(?:;|$)], [role=navigation], [role=banner],"
                    + " [role=contentinfo], [role=search], [role=dialog], .blind, .sr-only, .visually-hidden";
    private static final Set<String> BLOCKS =
            Set.of("p", "ul", "ol", "dl", "table", "section", "article", "blockquote", "pre", "main", "figure");
    private static final Set<String> LINES =
            Set.of("div", "li", "tr", "dt", "dd", "br", "hr", "caption", "address", "header");
    private static final Set<String> CELLS = Set.of("td", "th", "dd");
    private static final String WITH_LINES = "p, div, ul, ol, br, table, li";
    private static final int LONGEST_HEADING = 40;

    private final StringBuilder out = new StringBuilder();
    private int lineStart;
    /** The cell of a row of several that is open. */
    private int cells;

    private PlainLines() {}

    static String of(Document page) {
        page.select(UNSEEN).remove();
        var lines = new PlainLines();
        page.body().traverse(lines);
        return lines.out
                .toString()
                .replaceAll("(?<![ \\t])[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            append(text.getWholeText());
        } else if (node instanceof Element element) {
            open(element);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            if (isWideCell(element)) {
                cells--;
            } else if (isHeading(name) || BLOCKS.contains(name)) {
                blankLine();
            } else if (LINES.contains(name) && !name.equals("dt")) {
                line();
            }
        }
    }

    private void open(Element element) {
        String name = element.normalName();
        if (CELLS.contains(name) && element.previousElementSibling() != null) {
            openCell(element);
        } else if (isHeading(name)) {
            blankLine();
            mark("#".repeat(name.charAt(1) - '0') + " ");
        } else if (BLOCKS.contains(name)) {
            blankLine();
        } else if (LINES.contains(name)) {
            line();
            if (name.equals("li")) {
                mark("- ");
            }
        } else if ((name.equals("strong") || name.equals("b")) && standsAlone(element)) {
            mark("###### ");
        }
        if (isWideCell(element)) {
            cells++;
        }
    }

    /** Beside its label or the cell before; below them when it has lines of its own and there is only the label. */
    private void openCell(Element cell) {
        if (!isWideCell(cell) && cell.selectFirst(WITH_LINES) != null) {
            line();
        } else {
            trimBlanks();
            out.append('\t');
        }
    }

    private static boolean isWideCell(Element element) {
        Element row = element.parent();
        return row != null
                && row.normalName().equals("tr")
                && CELLS.contains(element.normalName())
                && row.childrenSize() > 2;
    }

    private static boolean isHeading(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
    }

    /** Whether it is all that its block says: a heading by its looks. */
    private boolean standsAlone(Element bold) {
        Element parent = bold.parent();
        return parent != null
                && out.length() == lineStart
                && cells == 0
                && (parent.normalName().equals("p") || parent.normalName().equals("div"))
                && parent.childNodeSize() <= 3
                && bold.text().length() <= LONGEST_HEADING
                && parent.text().equals(bold.text());
    }

    private void mark(String sign) {
        if (cells == 0) {
            out.append(sign);
        }
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                out.append(c);
            } else if (out.length() > lineStart && !isBlank(out.charAt(out.length() - 1))) {
                out.append(' ');
            }
        }
    }

    private void line() {
        if (cells > 0) {
            trimBlanks();
            if (endsWithin()) {
                out.append(' ');
            } else if (!out.isEmpty() && !isBlank(out.charAt(out.length() - 1))) {
                out.append(WITHIN_CELL);
            }
            return;
        }
        if (!isFresh()) {
            trimBlanks();
            out.append('\n');
            lineStart = out.length();
        }
    }

    private void blankLine() {
        line();
        if (cells == 0 && out.length() == lineStart && lineStart > 0) {
            out.append('\n');
            lineStart = out.length();
        }
    }

    private boolean endsWithin() {
        return out.length() > lineStart && out.charAt(out.length() - 1) == WITHIN_CELL.charAt(1);
    }

    /** Whether nothing but a sign stands on the line. */
    private boolean isFresh() {
        String line = out.substring(lineStart);
        return line.isEmpty() || line.equals("- ") || line.endsWith("# ") && line.length() <= 7;
    }

    private void trimBlanks() {
        while (out.length() > lineStart && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }
}
