package ai.refit.llm.posting;

import ai.refit.contracts.json.Json;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A made-up posting of the folder {@code postings}, and what a person finds in it. */
record SamplePosting(String name, String content, Expected expected) {

    record Expected(
            @Nullable Boolean posting,
            @Nullable String title,
            @Nullable String company,
            @Nullable String position,
            @JsonProperty("employment_type") @Nullable String employmentType,
            @JsonProperty("experience_level") @Nullable String experienceLevel,
            @Nullable String education,
            @Nullable List<String> responsibilities,
            @Nullable List<String> requirements,
            @Nullable List<String> preferred,
            @Nullable List<String> techs,
            @JsonProperty("required_techs") @Nullable List<String> requiredTechs,
            @JsonProperty("preferred_techs") @Nullable List<String> preferredTechs) {}

    static List<SamplePosting> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(SamplePosting.class.getResource("/postings"))
                        .toURI()))) {
            return files.filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .map(SamplePosting::read)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static SamplePosting named(String name) {
        return all().stream()
                .filter(sample -> sample.name.startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    boolean isPosting() {
        return expected.posting() == null;
    }

    private static SamplePosting read(Path file) {
        String name = file.getFileName().toString();
        Path answers = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
        try {
            return new SamplePosting(
                    name, Files.readString(file), Json.read(Files.readAllBytes(answers), Expected.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
