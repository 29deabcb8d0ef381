package ai.refit.edge.analyses;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.json.Json;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Résumés that were read, with their texts, as the table {@code tasks} keeps them. */
@Repository
public class AnalysisStore {

    private final DatabaseClient database;

    AnalysisStore(DatabaseClient database) {
        this.database = database;
    }

    /** The latest reading of the résumé with that id; empty when there is none. */
    public Mono<ResumeAnalysis> latest(String resumeId) {
        return database.sql("""
                        SELECT result, resume_text FROM edge.tasks
                        WHERE resume_id = $1 AND kind = 'analysis' AND status = 'succeeded' ORDER BY task_id DESC LIMIT 1
                        """).bind(0, resumeId).map(AnalysisStore::analysis).one();
    }

    /** What came of that task; empty when it is no analysis that succeeded. */
    public Mono<ResumeAnalysis> of(UUID taskId) {
        return database.sql("""
                        SELECT result, resume_text FROM edge.tasks
                        WHERE task_id = $1 AND kind = 'analysis' AND status = 'succeeded'
                        """).bind(0, taskId).map(AnalysisStore::analysis).one();
    }

    private static ResumeAnalysis analysis(Readable row) {
        ResumeAnalysis read = Json.read(Objects.requireNonNull(row.get("result", String.class)), ResumeAnalysis.class);
        return new ResumeAnalysis(
                read.isFresher(),
                read.educationLevel(),
                read.contentJson(),
                read.rawTextExcerpt(),
                read.confidence(),
                read.masked(),
                read.evidence(),
                read.droppedClaims(),
                row.get("resume_text", String.class),
                read.provenance(),
                read.usage());
    }
}
