package ai.refit.llm.document;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.jspecify.annotations.Nullable;

/**
 * What colour a page has at a place by then: white, or that of the last shape filled there. Tells text that shows from text in
 * the colour of its ground.
 */
final class Paint {

    private static final float[] WHITE = {1, 1, 1};
    private static final float ALIKE = 0.08f;
    private static final int REMEMBERED = 5_000;

    private final List<Filled> shapes = new ArrayList<>();
    private @Nullable PDColor last;
    private float @Nullable [] lastRgb;

    private record Filled(Rectangle2D box, float @Nullable [] rgb) {}

    /** @param state whose fill colour is used */
    void fill(Rectangle2D box, PDGraphicsState state) {
        if (shapes.size() < REMEMBERED && state.getNonStrokeAlphaConstant() > 0.3) {
            shapes.add(new Filled(box, rgb(state.getNonStrokingColor())));
        }
    }

    /** A picture or a gradient: of no one colour, so everything shows upon it. */
    void picture(Rectangle2D box) {
        if (shapes.size() < REMEMBERED) {
            shapes.add(new Filled(box, null));
        }
    }

    /** Whether text of this colour shows at a place. */
    boolean shows(PDColor color, float x, float y) {
        float[] ink = rgb(color);
        float[] ground = WHITE;
        for (int i = shapes.size() - 1; i >= 0; i--) {
            if (shapes.get(i).box().contains(x, y)) {
                ground = shapes.get(i).rgb();
                break;
            }
        }
        if (ink == null || ground == null) {
            return true;
        }
        for (int i = 0; i < 3; i++) {
            if (Math.abs(ink[i] - ground[i]) > ALIKE) {
                return true;
            }
        }
        return false;
    }

    /** Null for a pattern, or what cannot be told. */
    private float @Nullable [] rgb(PDColor color) {
        if (color != last) {
            last = color;
            lastRgb = Ink.rgb(color);
        }
        return lastRgb;
    }
}
