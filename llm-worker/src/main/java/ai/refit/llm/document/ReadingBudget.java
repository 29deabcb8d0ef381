package ai.refit.llm.document;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one reading may still take of time, memory and characters. Asked from inside PDFBox, wherever it reads bytes or runs an
 * operator, so that a reading ends soon after its limit and not at the document's pleasure. Belongs to the thread that reads.
 */
final class ReadingBudget {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final DocumentProperties limits;
    private final long end;
    private long allocated;
    private int characters;

    ReadingBudget(DocumentProperties limits) {
        this.limits = limits;
        this.end = System.nanoTime() + limits.maxTime().toNanos();
        this.allocated = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** A step is done: what it took of memory is free again, more or less. */
    void step() {
        allocated = THREADS.getCurrentThreadAllocatedBytes();
        checkTime();
    }

    /** Within a step. */
    void check() {
        checkTime();
        if (THREADS.getCurrentThreadAllocatedBytes() - allocated
                > limits.maxMemory().toBytes()) {
            throw new UnreadableDocument(
                    "DOCUMENT_TOO_LARGE",
                    "The document unpacks to more than %d MB."
                            .formatted(limits.maxMemory().toMegabytes()));
        }
    }

    void character() {
        if (++characters > limits.maxCharacters()) {
            throw tooManyCharacters(limits);
        }
    }

    long nanosLeft() {
        return end - System.nanoTime();
    }

    private void checkTime() {
        if (nanosLeft() < 0 || Thread.currentThread().isInterrupted()) {
            throw timeout(limits);
        }
    }

    static UnreadableDocument timeout(DocumentProperties limits) {
        return new UnreadableDocument(
                "DOCUMENT_TIMEOUT",
                "The document could not be read within %d seconds."
                        .formatted(Math.max(1, limits.maxTime().toSeconds())));
    }

    static UnreadableDocument tooManyCharacters(DocumentProperties limits) {
        return new UnreadableDocument(
                "DOCUMENT_TOO_LARGE", "The document has more than %d characters.".formatted(limits.maxCharacters()));
    }
}
