package ai.refit.llm.document;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Runs a page's drawing and keeps the characters a person sees, in its order. PDFBox's own order by position mixes columns, and
 * it keeps what is drawn invisibly, in the colour of the ground, too small to read or beside the page: none of that is here.
 */
final class PageEngine extends PDFTextStripper {

    /** Points; footnotes have 5. */
    private static final float LEGIBLE = 2;

    /** Letters of the same spelling looked back for one drawn twice. */
    private static final int DRAWN_SINCE = 40;

    private static final float TRANSPARENT = 0.1f;

    private final ReadingBudget budget;
    private List<Glyph> glyphs = new ArrayList<>();
    private Map<String, List<Glyph>> bySpelling = new HashMap<>();
    private Paint paint = new Paint();
    private @Nullable Rectangle2D path;
    private PDRectangle seen = new PDRectangle();
    private double pictures;
    private int hidden;
    private int unknown;
    private int operators;
    private boolean glyphShows;
    private boolean glyphMeans;

    PageEngine(ReadingBudget budget) {
        this.budget = budget;
        setStartPage(0);
    }

    PageGlyphs read(PDPage page) throws IOException {
        glyphs = new ArrayList<>();
        bySpelling = new HashMap<>();
        paint = new Paint();
        path = null;
        seen = page.getCropBox();
        pictures = 0;
        hidden = 0;
        unknown = 0;
        budget.step();
        processPage(page);
        boolean lying = page.getRotation() % 180 != 0;
        return new PageGlyphs(
                List.copyOf(glyphs), hidden, unknown, pictures, lying ? seen.getWidth() : seen.getHeight());
    }

    /** PDFBox would lay the text out here. */
    @Override
    protected void writePage() {}

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operators % 32 == 0) {
            budget.step();
        }
        switch (operator.getName()) {
            case "re" -> rectangle(operands);
            case "m", "l" -> points(operands, 0);
            case "c" -> points(operands, 4);
            case "v", "y" -> points(operands, 2);
            case "f", "F", "f*", "B", "B*", "b", "b*" -> fill();
            case "n", "S", "s" -> path = null;
            case "sh" -> paint.picture(toBox(seen));
            case "BI" -> picture();
            case "Do" -> {
                if (operands.size() == 1
                        && operands.getFirst() instanceof COSName name
                        && getResources() != null
                        && getResources().isImageXObject(name)) {
                    picture();
                }
            }
            default -> Ink.set(operator.getName(), operands, getGraphicsState(), getResources());
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
        budget.character();
        String meaning = font.toUnicode(code, GlyphList.getAdobeGlyphList());
        if (meaning == null) {
            // An icon, or a font that says nothing of any of its letters.
            unknown++;
        }
        glyphMeans = meaning != null;
        glyphShows = shows(matrix, displacement);
        super.showGlyph(matrix, font, code, displacement);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        String spelling = text.getUnicode();
        if (spelling == null || spelling.isEmpty()) {
            return;
        }
        if (!glyphShows) {
            hidden += spelling.isBlank() ? 0 : 1;
            return;
        }
        var glyph = new Glyph(
                glyphMeans ? spelling : " ",
                text.getXDirAdj(),
                text.getYDirAdj(),
                text.getWidthDirAdj(),
                Math.abs(text.getYScale()),
                text.getWidthOfSpace(),
                text.getDir());
        if (!drawnAlready(glyph)) {
            glyphs.add(glyph);
        }
    }

    /** Some programs make letters bold by drawing them twice. */
    private boolean drawnAlready(Glyph glyph) {
        List<Glyph> same = bySpelling.computeIfAbsent(glyph.text(), _ -> new ArrayList<>());
        float near = Math.max(glyph.size() * 0.12f, 0.3f);
        for (int i = same.size() - 1; i >= Math.max(0, same.size() - DRAWN_SINCE); i--) {
            Glyph other = same.get(i);
            if (Math.abs(other.x() - glyph.x()) < near && Math.abs(other.y() - glyph.y()) < near) {
                return true;
            }
        }
        same.add(glyph);
        return false;
    }

    private boolean shows(Matrix matrix, Vector displacement) {
        PDGraphicsState state = getGraphicsState();
        RenderingMode mode = state.getTextState().getRenderingMode();
        if (mode == RenderingMode.NEITHER || mode == RenderingMode.NEITHER_CLIP) {
            return false;
        }
        boolean filled = mode.isFill();
        double alpha = filled ? state.getNonStrokeAlphaConstant() : state.getAlphaConstant();
        if (alpha < TRANSPARENT || Math.abs(matrix.getScalingFactorY()) < LEGIBLE) {
            return false;
        }
        float x = matrix.getTranslateX() + displacement.getX() * matrix.getScaleX() / 2;
        float y = matrix.getTranslateY() + displacement.getX() * matrix.getShearY() / 2;
        return seen.contains(x, y)
                && paint.shows(filled ? state.getNonStrokingColor() : state.getStrokingColor(), x, y);
    }

    private void rectangle(List<COSBase> operands) {
        if (operands.size() >= 4 && operands.stream().allMatch(COSNumber.class::isInstance)) {
            float x = number(operands, 0);
            float y = number(operands, 1);
            extend(x, y);
            extend(x + number(operands, 2), y + number(operands, 3));
        }
    }

    private void points(List<COSBase> operands, int from) {
        if (operands.size() >= from + 2 && operands.stream().allMatch(COSNumber.class::isInstance)) {
            extend(number(operands, from), number(operands, from + 1));
        }
    }

    private void extend(float x, float y) {
        var point = transformedPoint(x, y);
        if (path == null) {
            path = new Rectangle2D.Double(point.x, point.y, 0, 0);
        } else {
            path.add(point);
        }
    }

    private void fill() {
        if (path != null) {
            paint.fill(path, getGraphicsState());
            path = null;
        }
    }

    private void picture() {
        Rectangle2D box = new Rectangle2D.Double();
        var corner = transformedPoint(0, 0);
        box.setRect(corner.x, corner.y, 0, 0);
        box.add(transformedPoint(1, 1));
        box.add(transformedPoint(1, 0));
        box.add(transformedPoint(0, 1));
        Rectangle2D shown = box.createIntersection(toBox(seen));
        if (!shown.isEmpty()) {
            paint.picture(box);
            double page = (double) seen.getWidth() * seen.getHeight();
            pictures = Math.min(1, pictures + shown.getWidth() * shown.getHeight() / page);
        }
    }

    private static Rectangle2D toBox(PDRectangle rectangle) {
        return new Rectangle2D.Double(
                rectangle.getLowerLeftX(), rectangle.getLowerLeftY(), rectangle.getWidth(), rectangle.getHeight());
    }

    private static float number(List<COSBase> operands, int at) {
        return ((COSNumber) operands.get(at)).floatValue();
    }
}
