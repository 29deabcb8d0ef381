package ai.refit.llm.fetch;

import java.util.List;

/** What a URL is fetched for, and the media types that can be that. */
public enum Accepts {
    /** A document; stores often do not know more of it than that it is bytes. */
    PDF("application/pdf", "application/x-pdf", "application/octet-stream", "binary/octet-stream"),
    /** A page with a posting. */
    POSTING("text/html", "application/xhtml+xml", "text/plain");

    private final List<String> mediaTypes;

    Accepts(String... mediaTypes) {
        this.mediaTypes = List.of(mediaTypes);
    }

    boolean includes(String mediaType) {
        return mediaTypes.contains(mediaType);
    }

    /** The value of the header Accept. */
    String header() {
        return String.join(", ", mediaTypes);
    }

    /** For people. */
    String expectation() {
        return switch (this) {
            case PDF -> "a PDF";
            case POSTING -> "HTML or plain text";
        };
    }
}
