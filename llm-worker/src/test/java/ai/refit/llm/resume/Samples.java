package ai.refit.llm.resume;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Fictional résumés, masked, with what a person finds in them; and documents that are none. */
final class Samples {

    static final List<String> RESUMES = List.of(
            "ko-table-frontend",
            "ko-free-backend",
            "ko-essay-planner",
            "ko-projects-student",
            "ko-nurse",
            "ko-accountant",
            "ko-marketer-labelled",
            "ko-career-changer",
            "mixed-data-engineer",
            "en-classic",
            "en-title-first",
            "en-nurse",
            "en-fresher",
            "en-two-columns");

    static final List<String> OTHERS = List.of(
            "other-posting-ko",
            "other-posting-en",
            "other-invoice",
            "other-novel",
            "other-manual",
            "other-contract-ko");

    private Samples() {}

    static String text(String name) {
        try (InputStream stream = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
