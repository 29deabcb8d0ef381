package ai.refit.embedding.index;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.embedding.index.SoughtReader.Question;
import ai.refit.embedding.model.Embedder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads and embeds questions, those of one batch together, and remembers the latest: many people seek the same. */
final class Questions {

    private static final int REMEMBERED = 2_000;

    private final Embedder embedder;
    private final SoughtReader reader;
    private final Map<Question, Sought> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Sought> eldest) {
            return size() > REMEMBERED;
        }
    };

    Questions(Embedder embedder, SoughtReader reader) {
        this.embedder = embedder;
        this.reader = reader;
    }

    /** In the order of the questions. */
    List<Sought> read(List<Question> questions) {
        Map<Question, Sought> known = new LinkedHashMap<>();
        Set<Question> unknown = new LinkedHashSet<>();
        synchronized (latest) {
            for (Question question : questions) {
                Sought sought = latest.get(question);
                if (sought == null) {
                    unknown.add(question);
                } else {
                    known.put(question, sought);
                }
            }
        }
        if (!unknown.isEmpty()) {
            known.putAll(readAnew(List.copyOf(unknown)));
        }
        List<Sought> answers = new ArrayList<>(questions.size());
        for (Question question : questions) {
            answers.add(Objects.requireNonNull(known.get(question)));
        }
        return answers;
    }

    private Map<Question, Sought> readAnew(List<Question> questions) {
        List<String> texts = questions.stream().map(Question::text).toList();
        List<String> embedded = texts.stream().filter(text -> !text.isEmpty()).toList();
        float[][] vectors = embedded.isEmpty() ? new float[0][] : embedder.embed(embedded, TextKind.QUERY);
        Map<Question, Sought> read = new LinkedHashMap<>();
        int next = 0;
        for (int i = 0; i < questions.size(); i++) {
            float[] vector = texts.get(i).isEmpty() ? new float[embedder.dimension()] : vectors[next++];
            read.put(questions.get(i), reader.read(questions.get(i), vector));
        }
        synchronized (latest) {
            read.forEach((question, sought) -> {
                if (question.isCommon()) {
                    latest.put(question, sought);
                }
            });
        }
        return read;
    }
}
