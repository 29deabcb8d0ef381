package ai.refit.llm.document;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadView;

/** The bytes of a file, which nothing reads past the budget: parsing and unpacking of streams both come by here. */
final class BudgetedBytes implements RandomAccessRead {

    private static final int READS_A_CHECK = 256;

    private final RandomAccessReadBuffer bytes;
    private final ReadingBudget budget;
    private int reads;

    BudgetedBytes(byte[] bytes, ReadingBudget budget) {
        this.bytes = new RandomAccessReadBuffer(bytes);
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        if (++reads % READS_A_CHECK == 0) {
            budget.check();
        }
        return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        budget.check();
        return bytes.read(into, offset, length);
    }

    @Override
    public long getPosition() throws IOException {
        return bytes.getPosition();
    }

    @Override
    public void seek(long position) throws IOException {
        bytes.seek(position);
    }

    @Override
    public long length() throws IOException {
        return bytes.length();
    }

    @Override
    public boolean isClosed() {
        return bytes.isClosed();
    }

    @Override
    public boolean isEOF() throws IOException {
        return bytes.isEOF();
    }

    @Override
    public RandomAccessReadView createView(long start, long length) {
        return new RandomAccessReadView(this, start, length);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
