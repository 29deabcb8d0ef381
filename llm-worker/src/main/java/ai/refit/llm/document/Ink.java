package ai.refit.llm.document;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.jspecify.annotations.Nullable;

/**
 * The operators that set colours, with profiles taken for the plain colours they refine: white stays white, and loading profiles
 * would take most of the time of reading a page.
 */
final class Ink {

    private Ink() {}

    /** Sets what the operator sets, if it sets a colour. */
    static void set(String operator, List<COSBase> operands, PDGraphicsState state, @Nullable PDResources resources)
            throws IOException {
        boolean fills = Character.isLowerCase(operator.charAt(0));
        switch (operator) {
            case "g", "G" -> set(fills, state, PDDeviceGray.INSTANCE, operands);
            case "rg", "RG" -> set(fills, state, PDDeviceRGB.INSTANCE, operands);
            case "k", "K" -> set(fills, state, PDDeviceCMYK.INSTANCE, operands);
            case "sc", "scn", "SC", "SCN" ->
                set(fills, state, fills ? state.getNonStrokingColorSpace() : state.getStrokingColorSpace(), operands);
            case "cs", "CS" -> {
                PDColorSpace space = space(operands, resources);
                if (fills) {
                    state.setNonStrokingColorSpace(space);
                    state.setNonStrokingColor(space.getInitialColor());
                } else {
                    state.setStrokingColorSpace(space);
                    state.setStrokingColor(space.getInitialColor());
                }
            }
            default -> {}
        }
    }

    /** Red, green and blue, 0 to 1; null for a pattern, or what cannot be told. */
    static float @Nullable [] rgb(PDColor color) {
        try {
            return switch (color.getColorSpace()) {
                case PDPattern _ -> null;
                case PDDeviceCMYK _ -> {
                    float[] inks = color.getComponents();
                    float light = 1 - inks[3];
                    yield new float[] {(1 - inks[0]) * light, (1 - inks[1]) * light, (1 - inks[2]) * light};
                }
                case PDColorSpace space -> space.toRGB(color.getComponents());
            };
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static void set(boolean fills, PDGraphicsState state, PDColorSpace space, List<COSBase> operands) {
        var components = new COSArray(operands);
        if (!(space instanceof PDPattern) && operands.size() < space.getNumberOfComponents()) {
            return;
        }
        var color = new PDColor(components, space);
        if (fills) {
            state.setNonStrokingColorSpace(space);
            state.setNonStrokingColor(color);
        } else {
            state.setStrokingColorSpace(space);
            state.setStrokingColor(color);
        }
    }

    private static PDColorSpace space(List<COSBase> operands, @Nullable PDResources resources) {
        if (operands.isEmpty() || !(operands.getFirst() instanceof COSName name)) {
            return new PDPattern(null);
        }
        COSBase named = name;
        if (resources != null) {
            COSDictionary spaces = resources.getCOSObject().getCOSDictionary(COSName.COLORSPACE);
            COSBase found = spaces == null ? null : spaces.getDictionaryObject(name);
            named = found == null ? name : found;
        }
        return switch (kind(named)) {
            case "DeviceGray", "CalGray", "G" -> PDDeviceGray.INSTANCE;
            case "DeviceRGB", "CalRGB", "RGB" -> PDDeviceRGB.INSTANCE;
            case "DeviceCMYK", "CMYK" -> PDDeviceCMYK.INSTANCE;
            case "ICCBased" -> refined(named);
            case "Pattern" -> new PDPattern(null);
            default -> other(named, resources);
        };
    }

    private static String kind(COSBase space) {
        COSBase first = space instanceof COSArray array ? array.getObject(0) : space;
        return first instanceof COSName name ? name.getName() : "";
    }

    private static PDColorSpace refined(COSBase space) {
        if (space instanceof COSArray array && array.size() > 1 && array.getObject(1) instanceof COSStream profile) {
            switch (profile.getInt(COSName.N)) {
                case 1:
                    return PDDeviceGray.INSTANCE;
                case 4:
                    return PDDeviceCMYK.INSTANCE;
                default:
            }
        }
        return PDDeviceRGB.INSTANCE;
    }

    /** Spot colours, palettes. */
    private static PDColorSpace other(COSBase space, @Nullable PDResources resources) {
        try {
            return PDColorSpace.create(space, resources);
        } catch (IOException | RuntimeException e) {
            return new PDPattern(null);
        }
    }
}
