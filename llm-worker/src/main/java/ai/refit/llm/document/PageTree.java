package ai.refit.llm.document;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Counts the pages of a document before PDFBox gathers them: what a file says of their number is not believed. */
final class PageTree {

    private static final int DEEPEST = 100;

    private final int maxPages;
    private int pages;
    private final Set<COSDictionary> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private PageTree(int maxPages) {
        this.maxPages = maxPages;
    }

    static int count(PDDocument document, int maxPages) {
        var tree = new PageTree(maxPages);
        COSDictionary root = document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGES);
        if (root != null) {
            tree.visit(root, 0);
        }
        return tree.pages;
    }

    private void visit(COSDictionary node, int depth) {
        COSBase kids = node.getDictionaryObject(COSName.KIDS);
        if (!(kids instanceof COSArray array)) {
            if (COSName.PAGES.equals(node.getCOSName(COSName.TYPE))) {
                return;
            }
            if (++pages > maxPages) {
                throw new UnreadableDocument(
                        "TOO_MANY_PAGES", "The document has more than %d pages.".formatted(maxPages));
            }
            return;
        }
        if (depth > DEEPEST || !visited.add(node)) {
            throw new UnreadableDocument("PDF_BROKEN", "The list of pages leads back to itself.");
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.getObject(i) instanceof COSDictionary kid) {
                visit(kid, depth + 1);
            }
        }
    }
}
