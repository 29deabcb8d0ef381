package ai.refit.bench;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Any number of mentors, and what mentees ask, by recombining the sample mentors: the job of one, skills and sentences of
 * them and of others. The same seed gives the same people.
 */
final class Crowd {

    private static final String SAMPLES = "/ai/refit/standalone/mentors.ndjson";
    private static final List<String> QUESTIONS = List.of(
            "%1$s", "%1$s %2$s", "%1$s로 이직하고 싶어요", "%2$s 잘하는 %1$s", "%2$s, %3$s", "how to become a %1$s with %2$s");

    private final List<JsonNode> samples;
    private final Random random;

    Crowd(long seed) {
        this.samples = samples();
        this.random = new Random(seed);
    }

    /** NDJSON for the import route, one mentor a line, with the user ids {@code first} and up. */
    String mentors(long first, int count) {
        var lines = new StringBuilder(count * 1200);
        for (int i = 0; i < count; i++) {
            lines.append(mentor(first + i)).append('\n');
        }
        return lines.toString();
    }

    /** Different ones, in Korean, in English and mixed. */
    List<String> questions(int count) {
        Set<String> questions = new LinkedHashSet<>();
        while (questions.size() < count) {
            questions.add(any(QUESTIONS).formatted(anyOf("jobs"), anyOf("skills"), anyOf("skills")));
        }
        return List.copyOf(questions);
    }

    private String mentor(long userId) {
        JsonNode model = any(samples);
        JsonNode other = any(samples);
        Set<String> skills = new LinkedHashSet<>();
        model.path("skills").forEach(skill -> addMostly(skills, skill.asString()));
        skills.add(anyOf("skills"));
        Set<String> sentences = new LinkedHashSet<>();
        sentences(model).forEach(sentence -> addMostly(sentences, sentence));
        sentences.add(any(sentences(other)));
        Map<String, Object> mentor = new LinkedHashMap<>();
        mentor.put("user_id", userId);
        mentor.put("nickname", model.path("nickname").asString() + userId);
        mentor.put("company_name", other.path("company_name").asString());
        mentor.put("verified", random.nextBoolean());
        mentor.put("rating_avg", (10 + random.nextInt(41)) / 10.0);
        mentor.put("rating_count", random.nextInt(200));
        mentor.put("response_rate", random.nextInt(1001) / 10.0);
        mentor.put("skills", skills);
        mentor.put("jobs", model.path("jobs"));
        mentor.put("introduction", String.join(" ", sentences));
        mentor.put("last_active_at", "2026-11-%02dT09:00:00".formatted(1 + random.nextInt(20)));
        return Json.text(mentor);
    }

    private void addMostly(Set<String> all, String one) {
        if (random.nextInt(4) > 0) {
            all.add(one);
        }
    }

    private String anyOf(String list) {
        JsonNode values = any(samples).path(list);
        return values.isEmpty()
                ? anyOf(list)
                : values.path(random.nextInt(values.size())).asString();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> sentences(JsonNode mentor) {
        return List.of(mentor.path("introduction").asString("").split("(?<=[.!?])\\s+", -1));
    }

    private static List<JsonNode> samples() {
        try (InputStream in = Crowd.class.getResourceAsStream(SAMPLES)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + SAMPLES);
            }
            List<JsonNode> samples = new ArrayList<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> samples.add(Json.mapper().readTree(line)));
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
