package ai.refit.llm.document;

import ai.refit.llm.document.DocumentProperties.Ocr;
import ai.refit.llm.document.DocumentText.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads documents as plain text; whatever the bytes are, it ends within its limits, with a text or an {@link UnreadableDocument}. */
@Component
public final class DocumentReader {

    /** A reader may have this many bytes before the header, as viewers allow. */
    private static final int HEADER_WITHIN = 1024;

    private static final byte[] HEADER = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final long STACK = 1 << 20;
    /** A reading ends by itself when its time is up; this much later it is given up. */
    private static final long GRACE_MILLIS = 500;

    private final DocumentProperties limits;
    private final @Nullable Tesseract tesseract;

    public DocumentReader(DocumentProperties limits) {
        this.limits = limits;
        this.tesseract = limits.ocr() == Ocr.AUTO ? Tesseract.installed().orElse(null) : null;
    }

    /**
     * Blocks for {@code max-time} at most.
     *
     * @throws UnreadableDocument with {@code NOT_A_PDF}, {@code PDF_ENCRYPTED}, {@code PDF_BROKEN}, {@code EMPTY_DOCUMENT},
     *     {@code DOCUMENT_TOO_LARGE}, {@code TOO_MANY_PAGES}, {@code DOCUMENT_TIMEOUT} or {@code OCR_REQUIRED}
     */
    public DocumentText read(byte[] pdf) {
        if (pdf.length == 0) {
            throw new UnreadableDocument("EMPTY_DOCUMENT", "The file has no bytes.");
        }
        if (pdf.length > limits.maxBytes().toBytes()) {
            throw new UnreadableDocument(
                    "DOCUMENT_TOO_LARGE",
                    "The file has more than %d KB.".formatted(limits.maxBytes().toKilobytes()));
        }
        if (!hasHeader(pdf)) {
            throw new UnreadableDocument("NOT_A_PDF", "The file is not a PDF.");
        }
        return inTime(pdf);
    }

    /**
     * A text as if it had been read from a document: what nobody sees is left out.
     *
     * @throws UnreadableDocument with {@code EMPTY_DOCUMENT} or {@code DOCUMENT_TOO_LARGE}
     */
    public DocumentText ofText(String text) {
        if (text.length() > limits.maxCharacters()) {
            throw ReadingBudget.tooManyCharacters(limits);
        }
        String plain = PlainText.clean(text);
        if (plain.isEmpty()) {
            throw PdfReading.empty();
        }
        return new DocumentText(plain, Origin.TEXT, 1, PlainText.hidden(text));
    }

    /** On a thread of its own: its stack bounds nesting, and what PDFBox does not give back can be left behind. */
    private DocumentText inTime(byte[] pdf) {
        var result = new CompletableFuture<DocumentText>();
        Thread reading = Thread.ofPlatform()
                .daemon()
                .name("document-reading")
                .stackSize(STACK)
                .start(() -> {
                    try {
                        result.complete(new PdfReading(limits, tesseract, new ReadingBudget(limits)).read(pdf));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        try {
            return result.get(limits.maxTime().toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnreadableDocument unreadable
                    ? unreadable
                    : new IllegalStateException("reading a document", e.getCause());
        } catch (TimeoutException e) {
            throw ReadingBudget.timeout(limits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ReadingBudget.timeout(limits);
        } finally {
            reading.interrupt();
        }
    }

    private static boolean hasHeader(byte[] file) {
        int last = Math.min(file.length, HEADER_WITHIN) - HEADER.length;
        for (int at = 0; at <= last; at++) {
            if (Arrays.equals(file, at, at + HEADER.length, HEADER, 0, HEADER.length)) {
                return true;
            }
        }
        return false;
    }
}
