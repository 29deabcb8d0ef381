package ai.refit.edge.analyses;

import ai.refit.contracts.json.Json;
import ai.refit.edge.http.Bodies;
import ai.refit.edge.http.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** A form with a document in it, read part by part as it comes and refused at the first byte too many. For one reader. */
final class Upload {

    static final int LARGEST_FILE = 10 << 20;
    private static final int LARGEST_FIELD = 64 << 10;
    private static final int MOST_PARTS = 100;

    private final ObjectNode fields = Json.mapper().createObjectNode();
    private ByteArrayOutputStream part = new ByteArrayOutputStream();
    private byte @Nullable [] file;
    private int parts;

    private Upload() {}

    /**
     * @param longest until all of it must be there
     * @throws ai.refit.edge.http.ProblemException as an error: 413 while too much comes, 408 when it takes too long, 422 when
     *     there is no document
     */
    static Mono<Upload> read(Flux<PartEvent> events, Duration longest) {
        return Mono.defer(() -> {
            var upload = new Upload();
            return events.doOnNext(upload::take)
                    .then(Mono.fromSupplier(upload::complete))
                    .timeout(longest, Mono.error(() -> tooSlow(longest)));
        });
    }

    /** The document; never empty. */
    byte[] file() {
        return Objects.requireNonNull(file);
    }

    /** All other fields, as they would stand in JSON. */
    ObjectNode fields() {
        return fields;
    }

    private void take(PartEvent event) {
        part.writeBytes(Bodies.bytes(event.content()));
        String name = event.headers().getContentDisposition().getName();
        if (name == null) {
            throw Problem.invalid("file", "stands in a form with a part of no name", "parts with names")
                    .exception();
        }
        boolean document = name.equals("file");
        if (part.size() > (document ? LARGEST_FILE : LARGEST_FIELD)) {
            throw tooLarge(document);
        }
        if (event.isLast()) {
            byte[] whole = part.toByteArray();
            part = new ByteArrayOutputStream();
            if (++parts > MOST_PARTS) {
                throw Problem.invalid("file", "stands in a form of more than " + MOST_PARTS + " parts", "fewer")
                        .exception();
            }
            if (!document) {
                addField(name, new String(whole, StandardCharsets.UTF_8));
            } else if (file != null) {
                throw Problem.invalid("file", "stands in the form twice", "one document")
                        .exception();
            } else {
                file = whole;
            }
        }
    }

    private void addField(String name, String text) {
        switch (name) {
            case "names" -> fields.withArray(name).add(text);
            case "force" -> {
                switch (text.strip()) {
                    case "true", "True", "1" -> fields.put(name, true);
                    case "false", "False", "0", "" -> fields.put(name, false);
                    default -> fields.put(name, text);
                }
            }
            default -> fields.put(name, text);
        }
    }

    private Upload complete() {
        if (file == null || file.length == 0) {
            throw Problem.invalid("file", file == null ? "is missing" : "is empty", "a PDF document")
                    .exception();
        }
        return this;
    }

    private static RuntimeException tooSlow(Duration longest) {
        return Problem.of(
                        HttpStatus.REQUEST_TIMEOUT,
                        "UPLOAD_TOO_SLOW",
                        "The document did not come within " + longest.toSeconds() + " seconds. Nothing was taken in.")
                .exception();
    }

    private static RuntimeException tooLarge(boolean document) {
        return document
                ? Problem.of(
                                HttpStatus.CONTENT_TOO_LARGE,
                                "DOCUMENT_TOO_LARGE",
                                "The document is larger than " + (LARGEST_FILE >> 20) + " MiB.")
                        .exception()
                : Problem.of(
                                HttpStatus.CONTENT_TOO_LARGE,
                                "BODY_TOO_LARGE",
                                "A field of the form is larger than " + (LARGEST_FIELD >> 10) + " KiB.")
                        .exception();
    }
}
