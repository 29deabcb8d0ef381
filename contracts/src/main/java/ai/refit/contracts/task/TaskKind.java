package ai.refit.contracts.task;

import ai.refit.contracts.topic.Topics;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The kinds of work; the wire name stands in HTTP answers, metrics and columns. */
public enum TaskKind {
    RECOMMENDATION("recommendation", Topics.RECOMMENDATION_REQUESTED),
    /** Vectors for texts. */
    EMBEDDING("embedding", Topics.EMBEDDING_REQUESTED),
    /** One mentor embedded again. */
    MENTOR_EMBEDDING("mentor_embedding", Topics.EMBEDDING_REQUESTED),
    /** All mentors embedded again. */
    MENTOR_EMBEDDINGS("mentor_embeddings", Topics.REEMBEDDING_REQUESTED),
    /** An import of profiles; the edge does it itself. */
    MENTOR_IMPORT("mentor_import", null),
    /** A résumé read. */
    ANALYSIS("analysis", Topics.ANALYSIS_REQUESTED),
    /** A posting read. */
    POSTING("posting", Topics.POSTING_REQUESTED),
    /** A report on a résumé and a posting written. */
    REPORT("report", Topics.REPORT_REQUESTED);

    private final String wire;
    private final @Nullable String topic;

    TaskKind(String wire, @Nullable String topic) {
        this.wire = wire;
        this.topic = topic;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    /** Where the order for this work is published; null when the edge does the work itself. */
    public @Nullable String topic() {
        return topic;
    }

    /** @throws IllegalArgumentException when no kind has that wire name */
    public static TaskKind of(String wire) {
        for (TaskKind kind : values()) {
            if (kind.wire.equals(wire)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such kind of task: " + wire);
    }
}
