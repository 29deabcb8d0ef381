package ai.refit.llm.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A page drawn as an image that can be recognised: 300 dots an inch, fewer on pages larger than any paper. */
final class PageImage {

    private static final float DOTS_A_POINT = 300 / 72f;
    private static final double MOST_DOTS = 12_000_000;
    private static final long MOST_PICTURE_DOTS = 40_000_000;

    private PageImage() {}

    static BufferedImage of(PDDocument document, int number, ReadingBudget budget) throws IOException {
        PDPage page = document.getPage(number);
        PDResources resources = page.getResources();
        if (resources != null) {
            for (COSName name : resources.getXObjectNames()) {
                if (resources.isImageXObject(name) && resources.getXObject(name) instanceof PDImageXObject picture) {
                    refuseHuge(picture);
                }
            }
        }
        double area = (double) page.getCropBox().getWidth() * page.getCropBox().getHeight();
        float scale = (float) Math.min(DOTS_A_POINT, Math.sqrt(MOST_DOTS / area));
        budget.step();
        return new PDFRenderer(document).renderImage(number, scale, ImageType.GRAY);
    }

    private static void refuseHuge(PDImageXObject picture) {
        if ((long) picture.getWidth() * picture.getHeight() > MOST_PICTURE_DOTS) {
            throw new UnreadableDocument(
                    "DOCUMENT_TOO_LARGE",
                    "An image of the document has more than %d million dots.".formatted(MOST_PICTURE_DOTS / 1_000_000));
        }
    }
}
