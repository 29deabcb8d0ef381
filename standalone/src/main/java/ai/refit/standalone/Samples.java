package ai.refit.standalone;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** People written for this project, to try it with: mentors and mentees, one JSON profile a line. */
final class Samples {

    private final String mentors;
    private final List<String> mentees;

    private Samples(String mentors, List<String> mentees) {
        this.mentors = mentors;
        this.mentees = mentees;
    }

    static Samples packaged() {
        return new Samples(
                resource("mentors.ndjson"),
                resource("mentees.ndjson")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList());
    }

    int mentors() {
        return (int) mentors.lines().filter(line -> !line.isBlank()).count();
    }

    /**
     * Hands all of them to the edge. Doing it again changes nothing.
     *
     * @return what was loaded, for people
     * @throws IllegalStateException when the edge refused one of them
     */
    String load(EdgeClient edge, Patience patience) throws InterruptedException {
        JsonNode answer = accepted("the sample mentors", patience.retry(() -> edge.importMentors(mentors)))
                .json();
        if (answer.path("rejected").asInt() > 0) {
            throw new IllegalStateException("sample mentors were rejected: " + answer.path("errors"));
        }
        for (String line : mentees) {
            String userId = Json.mapper().readTree(line).path("user_id").asString();
            accepted("sample mentee " + userId, patience.retry(() -> edge.putMentee(userId, line)));
        }
        return answer.path("accepted").asInt() + " mentors, " + mentees.size() + " mentees";
    }

    private static EdgeClient.Answer accepted(String what, EdgeClient.Answer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("the edge did not take " + what + ": " + answer);
        }
        return answer;
    }

    private static String resource(String name) {
        try (InputStream stream = Samples.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
