package ai.refit.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Report.TechCoverage;
import ai.refit.llm.analyst.Analyst;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.analyst.CitedText;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.PostingFindings;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.fakegemini.FakeMode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Documents whose findings are known ({@code golden/}): a changed prompt or model must find them again. Against the double in
 * every build; against Gemini itself where there are credentials in the environment.
 */
class GoldenFindingsIT {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @MethodSource("documents")
    void theDoubleFindsWhatIsExpected(String document) throws IOException {
        try (var desk = Desk.of(FakeMode.WELL)) {
            check(document, desk.analyst);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void geminiFindsWhatIsExpected(String document) throws IOException {
        var settings = ShippedSettings.with();
        String key = Objects.requireNonNullElse(System.getenv("GEMINI_API_KEY"), "");
        assumeTrue(!key.isBlank() || !settings.project().isBlank(), "no credentials for Gemini in the environment");
        try (var analyst = GeminiAnalyst.open(
                settings, key, CallsDatabase.store(), new SimpleMeterRegistry(), Clock.systemUTC())) {
            check(document, analyst);
        }
    }

    static Stream<String> documents() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.replace(".txt", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static void check(String document, Analyst analyst) throws IOException {
        String text = Files.readString(FOLDER.resolve(document + ".txt"));
        JsonNode expected = Json.mapper().readTree(Files.readString(FOLDER.resolve(document + ".json")));
        var task = new Assignment(
                UUID.randomUUID(),
                "golden-" + UUID.randomUUID(),
                1,
                Instant.now().plusSeconds(120),
                () -> false);
        Object found = switch (expected.get("kind").asString()) {
            case "resume" -> resume(analyst.readResume(text, task).findings(), text, expected);
            case "posting" -> posting(analyst.readPosting(text, task).findings(), text, expected);
            default -> report(analyst.judge(material(text, expected), task).findings(), text, expected);
        };
        String all = Json.text(found);
        assertThat(strings(expected, "never")).noneMatch(all::contains);
    }

    private static ResumeFindings resume(ResumeFindings found, String text, JsonNode expected) {
        assertThat(found.isResume()).isEqualTo(expected.get("is_resume").asBoolean());
        assertThat(found.educationLevel())
                .isEqualTo(expected.get("education_level").stringValue(null));
        holdInOrder(works(found, WorkExperience::company), strings(expected, "companies"));
        holdInOrder(works(found, WorkExperience::job), strings(expected, "jobs"));
        assertThat(works(found, WorkExperience::startDate)).isEqualTo(List.of(strings(expected, "starts")));
        assertThat(works(found, WorkExperience::endDate)).isEqualTo(List.of(strings(expected, "ends")));
        List<Claim> lines = Stream.of(found.education(), found.awards(), found.certifications(), found.etc())
                .flatMap(List::stream)
                .toList();
        assertThat(strings(expected, "lines")).allMatch(String.join("\n", texts(lines))::contains);
        assertThat(texts(found.skills())).containsAll(List.of(strings(expected, "skills")));
        stand(text, lines);
        stand(text, found.skills());
        stand(text, found.work().stream().map(w -> new Claim("", w.quote())).toList());
        return found;
    }

    private static PostingFindings posting(PostingFindings found, String text, JsonNode expected) {
        for (var field : List.of("title", "company", "employment_type")) {
            Claim claim = switch (field) {
                case "title" -> found.title();
                case "company" -> found.company();
                default -> found.employmentType();
            };
            assertThat(Objects.requireNonNull(claim).text())
                    .contains(expected.get(field).asString());
        }
        holdInOrder(texts(found.responsibilities()), strings(expected, "responsibilities"));
        holdInOrder(texts(found.requirements()), strings(expected, "requirements"));
        holdInOrder(texts(found.preferred()), strings(expected, "preferred"));
        assertThat(texts(found.techs())).containsAll(List.of(strings(expected, "techs")));
        for (var claims : List.of(found.responsibilities(), found.requirements(), found.preferred(), found.techs())) {
            stand(text, claims);
        }
        return found;
    }

    private static ReportFindings report(ReportFindings found, String text, JsonNode expected) {
        assertThat(found.assessments())
                .extracting(a -> Json.text(a.fulfillment()).replace("\"", ""))
                .containsExactly(strings(expected, "fulfillments"));
        List<Claim> quotes = new ArrayList<>();
        for (var assessment : found.assessments()) {
            var evidence = assessment.evidence();
            assertThat(evidence != null || assessment.fulfillment() == Fulfillment.NOT_MET)
                    .isTrue();
            if (evidence != null && evidence.source() == Source.RESUME) {
                quotes.add(new Claim("", evidence.quote()));
            }
        }
        stand(text, quotes);
        assertThat(found.comment()).isNotBlank().hasSizeLessThanOrEqualTo(300);
        assertThat(found.actions()).isNotEmpty();
        return found;
    }

    private static ReportMaterial material(String resume, JsonNode expected) {
        List<String> requirements = Arrays.asList(strings(expected, "requirements"));
        var posting = new JobPosting(
                "Posting",
                "Company",
                null,
                null,
                null,
                null,
                List.of(),
                requirements,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                Usage.NONE);
        return new ReportMaterial(
                expected.get("korean").asBoolean(),
                resume,
                null,
                posting,
                List.of(),
                null,
                List.of(),
                requirements,
                new TechCoverage(List.of(), List.of(), List.of(), 0, List.of(), List.of()));
    }

    private static void stand(String text, List<Claim> claims) {
        var cited = new CitedText(Source.RESUME, text);
        assertThat(claims)
                .allSatisfy(claim ->
                        assertThat(cited.find(claim.quote())).as(claim.quote()).isPresent());
    }

    private static void holdInOrder(List<String> found, String... parts) {
        assertThat(found).hasSize(parts.length);
        for (int i = 0; i < parts.length; i++) {
            assertThat(found.get(i)).contains(parts[i]);
        }
    }

    private static List<String> works(ResumeFindings found, Function<WorkExperience, @Nullable String> field) {
        return found.work().stream()
                .map(cited -> String.valueOf(field.apply(cited.work())))
                .toList();
    }

    private static List<String> texts(List<Claim> claims) {
        return claims.stream().map(Claim::text).toList();
    }

    private static String[] strings(JsonNode expected, String field) {
        return expected.get(field)
                .asArray()
                .valueStream()
                .map(JsonNode::asString)
                .toArray(String[]::new);
    }
}
