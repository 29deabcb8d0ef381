package ai.refit.llm.document;

import ai.refit.llm.document.DocumentText.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/** One reading of one PDF, page after page, within its budget. */
final class PdfReading {

    private static final int FEWEST_LETTERS = 2;

    private final DocumentProperties limits;
    private final @Nullable Tesseract tesseract;
    private final ReadingBudget budget;

    /** @param tesseract null where scanned pages are not recognised */
    PdfReading(DocumentProperties limits, @Nullable Tesseract tesseract, ReadingBudget budget) {
        this.limits = limits;
        this.tesseract = tesseract;
        this.budget = budget;
    }

    DocumentText read(byte[] pdf) {
        if (StreamFilters.multiply(pdf)) {
            throw new UnreadableDocument("DOCUMENT_TOO_LARGE", "The document is packed several times over.");
        }
        try (PDDocument document = Loader.loadPDF(new BudgetedBytes(pdf, budget))) {
            return read(document);
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocument("PDF_ENCRYPTED", "The PDF is protected by a password; expected one without.");
        } catch (UnreadableDocument e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw broken();
        } catch (OutOfMemoryError e) {
            throw new UnreadableDocument("DOCUMENT_TOO_LARGE", "The document unpacks to more than fits into memory.");
        }
    }

    private DocumentText read(PDDocument document) throws IOException {
        budget.step();
        int pages = PageTree.count(document, limits.maxPages());
        if (pages == 0) {
            throw new UnreadableDocument("EMPTY_DOCUMENT", "The PDF has no pages.");
        }
        var engine = new PageEngine(budget);
        List<List<PageLine>> lines = new ArrayList<>();
        int hidden = 0;
        int scanned = 0;
        boolean recognised = false;
        for (PDPage page : document.getPages()) {
            PageGlyphs glyphs = engine.read(page);
            hidden += glyphs.hidden();
            if (!glyphs.needsRecognition()) {
                lines.add(PageLayout.lines(glyphs.glyphs(), glyphs.height()));
            } else if (tesseract != null) {
                recognised = true;
                lines.add(recognise(document, tesseract, lines.size()));
            } else {
                scanned++;
                lines.add(List.of());
            }
        }
        String text = PlainText.clean(joined(RunningLines.without(lines)));
        if (text.codePoints().filter(Character::isLetterOrDigit).count() < FEWEST_LETTERS) {
            throw scanned > 0
                    ? new UnreadableDocument(
                            "OCR_REQUIRED",
                            "The pages are images without text; expected a PDF whose text can be selected.")
                    : empty();
        }
        return new DocumentText(text, recognised ? Origin.OCR : Origin.PDF, pages, hidden);
    }

    private List<PageLine> recognise(PDDocument document, Tesseract program, int page) throws IOException {
        String text = program.read(PageImage.of(document, page, budget), limits, budget);
        text.chars().forEach(_ -> budget.character());
        List<PageLine> lines = new ArrayList<>();
        boolean apart = false;
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                apart = true;
            } else {
                lines.add(new PageLine(line, 0.5f, apart));
                apart = false;
            }
        }
        return lines;
    }

    private static String joined(List<List<PageLine>> pages) {
        var text = new StringBuilder();
        for (List<PageLine> page : pages) {
            for (PageLine line : page) {
                text.append(line.apart() ? "\n" : "").append(line.text()).append('\n');
            }
        }
        return text.toString();
    }

    static UnreadableDocument broken() {
        return new UnreadableDocument("PDF_BROKEN", "The PDF is damaged and cannot be read.");
    }

    static UnreadableDocument empty() {
        return new UnreadableDocument("EMPTY_DOCUMENT", "The document has no text that a person can read.");
    }
}
