package ai.refit.embedding.store;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code mentors}: the truth from which indexes are built. */
@Repository
public class VectorStore {

    private final DatabaseClient database;

    VectorStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Writes what is not older than what is there. What is written again, after a failure in between, counts as written;
     * an erasure keeps the time at which it was stored first.
     *
     * @param mentors different ones, in the order of their ids, so that instances cannot lock each other out
     * @return the ids of those that were written
     */
    public Flux<Long> save(List<StoredMentor> mentors) {
        return database.sql("""
                        INSERT INTO mentors.mentors AS m (user_id, version, profile, vector, model)
                        SELECT user_id, version, profile, decode(vector, 'hex'), model
                        FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[])
                             AS u (user_id, version, profile, vector, model)
                        ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, profile = excluded.profile,
                               vector = excluded.vector, model = excluded.model,
                               stored_at = CASE WHEN m.version = excluded.version AND m.profile IS NULL
                                                THEN m.stored_at ELSE now() END
                        WHERE m.version <= excluded.version
                        RETURNING user_id
                        """)
                .bind(0, mentors.stream().map(StoredMentor::userId).toArray(Long[]::new))
                .bind(1, mentors.stream().map(StoredMentor::version).toArray(Long[]::new))
                .bind(2, mentors.stream().map(m -> text(m.profile())).toArray(String[]::new))
                .bind(3, mentors.stream().map(m -> hex(m.vector())).toArray(String[]::new))
                .bind(4, mentors.stream().map(StoredMentor::model).toArray(String[]::new))
                .mapValue(Long.class)
                .all();
    }

    public Flux<StoredMentor> find(Collection<Long> userIds) {
        return database.sql(
                        "SELECT user_id, version, profile, vector, model FROM mentors.mentors WHERE user_id = ANY($1)")
                .bind(0, userIds.toArray(Long[]::new))
                .map(VectorStore::mentor)
                .all();
    }

    /** The erasures of those of them who are erased. */
    public Flux<MentorChange.Erased> erasures(Collection<Long> userIds) {
        return database.sql("SELECT user_id, version FROM mentors.mentors WHERE user_id = ANY($1) AND profile IS NULL")
                .bind(0, userIds.toArray(Long[]::new))
                .map(row -> new MentorChange.Erased(
                        Objects.requireNonNull(row.get("user_id", Long.class)),
                        Objects.requireNonNull(row.get("version", Long.class))))
                .all();
    }

    /** Up to {@code limit} mentors with an id above that, by id. */
    public Flux<StoredMentor> after(long userId, int limit) {
        return database.sql("""
                        SELECT user_id, version, profile, vector, model FROM mentors.mentors
                        WHERE user_id > $1 AND profile IS NOT NULL ORDER BY user_id LIMIT $2
                        """)
                .bind(0, userId)
                .bind(1, limit)
                .map(VectorStore::mentor)
                .all();
    }

    public Mono<Long> count() {
        return database.sql("SELECT count(*) FROM mentors.mentors WHERE profile IS NOT NULL")
                .mapValue(Long.class)
                .one();
    }

    /** Deletes what was left of persons erased longer ago than that. */
    public Mono<Long> deleteErased(Duration age) {
        return database.sql(
                        "DELETE FROM mentors.mentors WHERE profile IS NULL AND stored_at < now() - $1 * interval '1 millisecond'")
                .bind(0, age.toMillis())
                .fetch()
                .rowsUpdated();
    }

    private static StoredMentor mentor(Readable row) {
        String profile = row.get("profile", String.class);
        ByteBuffer vector = row.get("vector", ByteBuffer.class);
        return new StoredMentor(
                Objects.requireNonNull(row.get("user_id", Long.class)),
                Objects.requireNonNull(row.get("version", Long.class)),
                profile == null ? null : Json.read(profile, MentorProfile.class),
                vector == null ? null : floats(vector),
                row.get("model", String.class));
    }

    private static @Nullable String text(@Nullable MentorProfile profile) {
        return profile == null ? null : Json.text(profile);
    }

    /** As text, since the driver does not release its buffers for arrays of bytea. */
    private static @Nullable String hex(float @Nullable [] vector) {
        if (vector == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return HexFormat.of().formatHex(bytes.array());
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
