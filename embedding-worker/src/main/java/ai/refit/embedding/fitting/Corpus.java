package ai.refit.embedding.fitting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Text to count words in: all {@code *.jsonl} files of a directory, one object a line, every string in it but
 * {@code path} a document.
 */
record Corpus(List<String> sentences) {

    private static final Pattern PARAGRAPH = Pattern.compile("\\R+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?。])\\s+");

    Corpus {
        sentences = List.copyOf(sentences);
    }

    static Corpus read(Path directory) throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(directory, "*.jsonl")) {
            found.forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new IOException(directory + ": no *.jsonl file in it");
        }
        files.sort(null);
        var sentences = new ArrayList<String>();
        for (var file : files) {
            int number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                for (var document : documents(file, number, line)) {
                    addSentences(document, sentences);
                }
            }
        }
        return new Corpus(sentences);
    }

    private static List<String> documents(Path file, int number, String line) throws IOException {
        if (line.isBlank()) {
            return List.of();
        }
        try {
            var documents = new ArrayList<String>();
            for (var property : JsonMapper.shared().readTree(line).properties()) {
                if (property.getValue().isString() && !property.getKey().equals("path")) {
                    documents.add(property.getValue().stringValue());
                }
            }
            return documents;
        } catch (JacksonException broken) {
            throw new IOException(file + ", line " + number + ": not a JSON object", broken);
        }
    }

    private static void addSentences(String document, List<String> sentences) {
        PARAGRAPH
                .splitAsStream(document)
                .flatMap(paragraph -> SENTENCE.splitAsStream(paragraph.strip()))
                .filter(sentence -> sentence.length() > 1)
                .forEach(sentences::add);
    }
}
