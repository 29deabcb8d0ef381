package ai.refit.embedding.evaluation;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Documents as mentors. A file is JSON Lines or one JSON array. Of each object {@code name} (or {@code title}) becomes the
 * job, {@code summary} and {@code duties} (or {@code description}) the introduction, {@code certificates} (separated by
 * commas, or the list {@code tags}) the skills; {@code keco}, if any, is the class that makes another document
 * half right. User ids are the places in the file, from 1.
 */
final class Documents {

    private static final int LONGEST_INTRODUCTION = 5_000;

    private final List<Document> all = new ArrayList<>();
    private final Map<String, Document> byId = new HashMap<>();
    private final Map<String, Integer> classSizes = new HashMap<>();

    private Documents() {}

    /** @param category class of the document, empty when it has none */
    record Document(String id, String category, MentorProfile mentor) {}

    /** @throws FileFault naming file and line when the file is not of that shape */
    static Documents read(Path file) {
        List<String> lines = TextLines.of(file);
        var documents = new Documents();
        if (lines.stream().anyMatch(line -> line.startsWith("["))) {
            JsonNode array = parse(file, 1, String.join("\n", lines));
            for (int i = 0; i < array.size(); i++) {
                documents.add(array.get(i), file, "item " + i);
            }
        } else {
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    documents.add(parse(file, i + 1, lines.get(i)), file, "line " + (i + 1));
                }
            }
        }
        if (documents.all.isEmpty()) {
            throw new FileFault(file, "no document");
        }
        return documents;
    }

    List<Document> all() {
        return all;
    }

    @Nullable
    Document byId(String id) {
        return byId.get(id);
    }

    Document byUser(long userId) {
        return all.get((int) userId - 1);
    }

    /** How many documents are of this class. */
    int sizeOf(String category) {
        return category.isEmpty() ? 0 : classSizes.getOrDefault(category, 0);
    }

    private void add(JsonNode object, Path file, String place) {
        String id = text(object, "id");
        String name = text(object, object.has("title") ? "title" : "name");
        if (id.isEmpty() || name.isEmpty()) {
            throw new FileFault(file, place + ": no id or no name (expected: id, name, summary, duties, certificates)");
        }
        String category = text(object, "keco");
        var document = new Document(id, category, mentor(all.size() + 1, name, object));
        if (byId.put(id, document) != null) {
            throw new FileFault(file, place + ": id \"" + id + "\" twice");
        }
        all.add(document);
        classSizes.merge(category, 1, Integer::sum);
    }

    private static MentorProfile mentor(long userId, String name, JsonNode object) {
        String introduction = object.has("description")
                ? text(object, "description")
                : (text(object, "summary") + "\n" + text(object, "duties")).strip();
        if (introduction.length() > LONGEST_INTRODUCTION) {
            introduction = introduction.substring(0, LONGEST_INTRODUCTION);
        }
        return new MentorProfile(
                userId,
                null,
                null,
                null,
                null,
                null,
                null,
                skills(object),
                List.of(name),
                introduction,
                null,
                null,
                null,
                null);
    }

    private static List<String> skills(JsonNode object) {
        List<String> skills = new ArrayList<>();
        JsonNode tags = object.get("tags");
        if (tags != null && tags.isArray()) {
            tags.forEach(tag -> skills.add(tag.asString("")));
        }
        for (String certificate : text(object, "certificates").split(",", -1)) {
            skills.add(certificate.strip());
        }
        skills.removeIf(String::isBlank);
        return skills;
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? "" : value.asString("").strip();
    }

    private static JsonNode parse(Path file, int line, String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (JacksonException e) {
            throw new FileFault(file, line, "not JSON (" + e.getOriginalMessage() + ")");
        }
    }
}
