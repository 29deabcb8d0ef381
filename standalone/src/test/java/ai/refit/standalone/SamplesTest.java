package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SamplesTest {

    @Test
    void thereAreEnoughMentorsAndNoTwoShareAnId() throws Exception {
        List<JsonNode> mentors = lines("mentors.ndjson");
        assertThat(mentors)
                .hasSizeGreaterThanOrEqualTo(200)
                .hasSize(Samples.packaged().mentors());
        assertThat(mentors.stream().map(mentor -> mentor.path("user_id").asLong()))
                .doesNotHaveDuplicates();
        assertThat(mentors)
                .allSatisfy(mentor ->
                        assertThat(mentor.path("introduction").asString()).hasSizeBetween(20, 5000));
    }

    @Test
    void noMenteeHasAMentorsId() throws Exception {
        List<String> mentors = ids("mentors.ndjson");
        assertThat(ids("mentees.ndjson")).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(mentors);
    }

    private static List<String> ids(String name) throws Exception {
        return lines(name).stream().map(line -> line.path("user_id").asString()).toList();
    }

    private static List<JsonNode> lines(String name) throws Exception {
        try (var stream = Samples.class.getResourceAsStream(name)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n"))
                    .map(line -> Json.mapper().readTree(line))
                    .toList();
        }
    }
}
