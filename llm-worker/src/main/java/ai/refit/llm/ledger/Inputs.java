package ai.refit.llm.ledger;

import ai.refit.contracts.input.InputReference;
import ai.refit.llm.document.UnreadableDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The table {@code inputs.inputs}, which the edge writes. Blocks. */
@Repository
public class Inputs {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DatabaseClient database;

    Inputs(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What was handed in for a task.
     *
     * @param request JSON of the kind's request
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Input(String request, byte @Nullable [] file) {}

    /** @throws UnreadableDocument when it is gone, or is not what was ordered */
    public Input read(InputReference reference) {
        Input input = database.sql("SELECT request, file FROM inputs.inputs WHERE input_id = $1")
                .bind(0, reference.inputId())
                .map(row -> {
                    String request = row.get("request", String.class);
                    return new Input(request == null ? "" : request, row.get("file", byte[].class));
                })
                .one()
                .blockOptional(PATIENCE)
                .orElseThrow(() -> new UnreadableDocument("INPUT_GONE", "What was handed in has been deleted."));
        if (!digest(input).equals(reference.sha256())) {
            throw new UnreadableDocument("INPUT_CHANGED", "What was handed in is not what was ordered.");
        }
        return input;
    }

    /** Keeps the result with personal data in it where the input lies, since no message may carry it. */
    public void keepUnmasked(InputReference reference, String result) {
        database.sql("UPDATE inputs.inputs SET unmasked = $2 WHERE input_id = $1")
                .bind(0, reference.inputId())
                .bind(1, result)
                .then()
                .block(PATIENCE);
    }

    private static String digest(Input input) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(input.request().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            byte[] file = input.file();
            if (file != null) {
                digest.update(file);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
