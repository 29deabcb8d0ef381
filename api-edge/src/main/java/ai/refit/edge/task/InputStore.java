package ai.refit.edge.task;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code inputs.inputs}, which the worker reads. Rows go with their tasks. */
@Repository
public class InputStore {

    private final DatabaseClient database;

    InputStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> insert(UUID taskId, TaskInput input) {
        GenericExecuteSpec insert = database.sql(
                        "INSERT INTO inputs.inputs (input_id, request, file) VALUES ($1, $2, $3)")
                .bind(0, taskId)
                .bind(1, input.request());
        byte[] file = input.file();
        return (file == null ? insert.bindNull(2, byte[].class) : insert.bind(2, file)).then();
    }

    /** The result with personal data in it; empty when the request did not ask for that. */
    public Mono<String> unmaskedResult(UUID taskId) {
        return database.sql("SELECT unmasked FROM inputs.inputs WHERE input_id = $1 AND unmasked IS NOT NULL")
                .bind(0, taskId)
                .mapValue(String.class)
                .one();
    }
}
