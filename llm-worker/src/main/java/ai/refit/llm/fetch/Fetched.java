package ai.refit.llm.fetch;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a URL led to.
 *
 * @param mediaType lower case, without parameters
 * @param charset as the header Content-Type names it; null when it does not
 * @param uri the last one, after redirects
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and as large as a document
public record Fetched(
        byte[] bytes, String mediaType, @Nullable String charset, URI uri) {

    /** A page's text: by its byte order mark, its header, its {@code meta} element, else UTF-8 or what Korean pages had before. */
    public String text() {
        return new PageCharset(charset).decode(bytes);
    }

    /** Kept out of logs: URLs hold keys, and pages hold what they hold. */
    @Override
    public String toString() {
        return "Fetched[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
