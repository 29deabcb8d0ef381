package ai.refit.llm.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that stand side by side on one line and were drawn one after the other.
 *
 * @param x where it begins
 * @param right where it ends
 * @param y of the baseline, from the top
 */
record Span(String text, float x, float right, float y, float size, float direction) {

    /** In parts of the font size: what is wider divides cells, unless a space was drawn there. */
    private static final float WIDEST_GAP = 0.9f;

    private static final float WIDEST_SPACE = 1.8f;
    private static final float SAME_LINE = 0.35f;

    static List<Span> of(List<Glyph> glyphs) {
        var spans = new ArrayList<Span>();
        var run = new ArrayList<Glyph>();
        boolean space = false;
        boolean[] spaces = new boolean[glyphs.size() + 1];
        for (Glyph glyph : glyphs) {
            if (glyph.text().codePoints().allMatch(PlainText::isSpace)) {
                space = true;
                continue;
            }
            if (!run.isEmpty() && !continues(run.getLast(), glyph, space)) {
                spans.add(of(run, spaces));
                run.clear();
            }
            spaces[run.size()] = space && !run.isEmpty();
            space = false;
            run.add(glyph);
        }
        if (!run.isEmpty()) {
            spans.add(of(run, spaces));
        }
        return spans;
    }

    private static boolean continues(Glyph last, Glyph next, boolean space) {
        float size = Math.max(last.size(), next.size());
        float gap = next.x() - last.right();
        // Exponents stand higher and touch; other lines do not.
        boolean line = Math.abs(next.y() - last.y()) < SAME_LINE * Math.min(last.size(), next.size())
                || Math.abs(next.y() - last.y()) < SAME_LINE * size && Math.abs(gap) < 0.2f * size;
        return line
                && last.direction() == next.direction()
                && gap < (space ? WIDEST_SPACE : WIDEST_GAP) * size
                && gap > -0.6f * size;
    }

    private static Span of(List<Glyph> run, boolean[] spaces) {
        float spacing = letterSpacing(run, spaces);
        var text = new StringBuilder();
        float size = 0;
        for (int i = 0; i < run.size(); i++) {
            Glyph glyph = run.get(i);
            if (i > 0 && (spaces[i] || gap(run, i) - spacing > smallestSpace(glyph))) {
                text.append(' ');
            }
            text.append(glyph.text());
            size = Math.max(size, glyph.size());
        }
        Glyph first = run.getFirst();
        Glyph last = run.getLast();
        return new Span(text.toString(), first.x(), last.right(), first.y(), size, first.direction());
    }

    /** A gap that stands between all letters, as in headings, divides no words. */
    private static float letterSpacing(List<Glyph> run, boolean[] spaces) {
        float least = Float.MAX_VALUE;
        int counted = 0;
        for (int i = 1; i < run.size(); i++) {
            if (!spaces[i]) {
                least = Math.min(least, gap(run, i));
                counted++;
            }
        }
        return counted < 2 ? 0 : Math.max(0, least);
    }

    private static float gap(List<Glyph> run, int at) {
        return run.get(at).x() - run.get(at - 1).right();
    }

    private static float smallestSpace(Glyph glyph) {
        float half = glyph.space() > 0 ? glyph.space() / 2 : glyph.size() / 8;
        return Math.clamp(half, glyph.size() * 0.1f, glyph.size() * 0.2f);
    }

    boolean sameLine(Span other) {
        return Math.abs(y - other.y) < SAME_LINE * Math.max(size, other.size);
    }

    /** Joined with what follows on the line. */
    Span with(Span next) {
        String between = next.x - right > size * 0.15f ? " " : "";
        return new Span(text + between + next.text, x, next.right, y, Math.max(size, next.size), direction);
    }

    /** How wide its first word is, about. */
    float firstWord() {
        int end = text.indexOf(' ');
        return end < 0 ? right - x : (right - x) * end / text.length();
    }
}
