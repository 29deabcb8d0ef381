package ai.refit.llm.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.document.DocumentProperties;
import ai.refit.llm.document.DocumentReader;
import ai.refit.llm.document.DocumentText;
import ai.refit.llm.document.UnreadableDocument;
import ai.refit.llm.privacy.Masked;
import ai.refit.llm.privacy.Masking;
import ai.refit.llm.resume.Expected.Job;
import ai.refit.llm.resume.Expected.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The résumés of the test data, from the PDF's bytes to the findings, against the truth that lies beside them. */
class GivenResumesTest {

    private static final Path DATA = data().resolve("resumes");
    private static final Aliases ALIASES = Aliases.shipped();

    private final DocumentReader reader = new DocumentReader(new DocumentProperties(
            DataSize.ofMegabytes(10),
            DataSize.ofMegabytes(256),
            50,
            200_000,
            Duration.ofSeconds(20),
            DocumentProperties.Ocr.AUTO));

    @ParameterizedTest
    @ValueSource(strings = {"rendercv_classic_typst", "rendercv_harvard_typst", "rendercv_sb2nov_pdftex"})
    void aTypesetResumeIsRead(String name) throws IOException {
        assumeThat(DATA).as("REFIT_TEST_DATA with resumes").isDirectory();

        assertRead(name + ".pdf", ofYaml(DATA.resolve(name + ".yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko_table_backend_chromium.pdf", "ko_scanned_image_backend.pdf"})
    void aKoreanTableIsReadPrintedOrScanned(String name) throws IOException {
        assumeThat(DATA).as("REFIT_TEST_DATA with resumes").isDirectory();

        assertRead(name, ofJson(DATA.resolve("ko_ground_truth.json")));
    }

    private void assertRead(String pdf, Expected expected) throws IOException {
        String text = read(pdf);
        assumeThat(text).as("tesseract with Korean data, to read " + pdf).isNotNull();
        Masked masked = new Masking(ALIASES).mask(Objects.requireNonNull(text), List.of());

        Map<String, Score> scores = expected.scores(new ResumeRules(ALIASES).read(masked.text()));

        System.out.println(pdf + " " + "%.3f".formatted(Expected.sum(scores).f1()) + " " + scores);
        assertThat(Expected.sum(scores).f1()).isGreaterThanOrEqualTo(0.85);
    }

    private @Nullable String read(String pdf) throws IOException {
        try {
            DocumentText document = reader.read(Files.readAllBytes(DATA.resolve(pdf)));
            return document.text();
        } catch (UnreadableDocument e) {
            assertThat(e.code()).isEqualTo("OCR_REQUIRED");
            return null;
        }
    }

    @SuppressWarnings("unchecked") // the form of these files is known
    private static Expected ofYaml(Path file) throws IOException {
        Map<String, Object> cv = (Map<String, Object>)
                new Yaml().<Map<String, Object>>load(Files.readString(file)).get("cv");
        var sections = (Map<String, List<Map<String, Object>>>) cv.get("sections");
        List<Job> jobs = sections.get("experience").stream()
                .map(job -> new Job(
                        text(job.get("company")),
                        text(job.get("position")),
                        text(job.get("start_date")),
                        text(job.get("end_date"))))
                .toList();
        List<String> schools = sections.get("education").stream()
                .map(school -> text(school.get("institution")))
                .toList();
        List<String> skills = new ArrayList<>();
        for (String section : List.of("skills", "technologies")) {
            sections.getOrDefault(section, List.of())
                    .forEach(row ->
                            skills.addAll(List.of(text(row.get("details")).split(",\\s*"))));
        }
        return new Expected(jobs, schools, List.of(), skills, null, null, null, null);
    }

    private static Expected ofJson(Path file) throws IOException {
        JsonNode truth = Json.mapper().readTree(Files.readString(file)).get("ko_table_backend_chromium.pdf");
        List<Job> jobs = new ArrayList<>();
        truth.get("experience")
                .forEach(job -> jobs.add(new Job(
                        job.get("company").asString(),
                        job.get("title").asString(),
                        job.get("start").asString(),
                        job.get("end").isNull()
                                ? Period.PRESENT
                                : job.get("end").asString())));
        List<String> schools = new ArrayList<>();
        truth.get("education")
                .forEach(school -> schools.add(school.get("school").asString()));
        return new Expected(
                jobs,
                schools,
                strings(truth.get("certificates")),
                strings(truth.get("skills")),
                null,
                null,
                null,
                null);
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(one -> strings.add(one.asString()));
        return strings;
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value);
    }

    private static Path data() {
        String named = System.getenv("REFIT_TEST_DATA");
        if (named != null) {
            return Path.of(named);
        }
        Path beside = Path.of("..", "..", "shared", "data");
        return Files.isDirectory(beside) ? beside : Path.of("..", "shared", "data");
    }
}
