package ai.refit.llm.fetch;

import ai.refit.llm.document.UnreadableDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How a body is packed for its way. Only what we ask for is understood. */
enum Packing {
    PLAIN,
    GZIP;

    static Packing of(@Nullable String header) {
        return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> PLAIN;
            case "gzip", "x-gzip" -> GZIP;
            default ->
                throw new UnreadableDocument(
                        "UNSUPPORTED_MEDIA_TYPE",
                        "the host packs its answer in a way that was not asked for (expected: gzip)");
        };
    }

    /** Stops at the limit, however much would come out. */
    byte[] unpack(byte[] packed, int limit) {
        if (this == PLAIN || packed.length == 0) {
            return packed;
        }
        try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = unpacking.readNBytes(limit + 1);
            if (unpacked.length > limit) {
                throw tooLarge(limit);
            }
            return unpacked;
        } catch (IOException broken) {
            throw new UnreadableDocument("FETCH_FAILED", "the host's answer is broken gzip");
        }
    }

    static UnreadableDocument tooLarge(int limit) {
        return new UnreadableDocument(
                "DOCUMENT_TOO_LARGE", "more than " + limit / (1024 * 1024) + " MB came (expected: that at most)");
    }
}
