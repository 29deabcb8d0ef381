package ai.refit.edge.postings;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code job_posts}. */
@Repository
public class JobPostStore {

    private final DatabaseClient database;

    JobPostStore(DatabaseClient database) {
        this.database = database;
    }

    public Mono<JobPost> find(long id) {
        return database.sql("SELECT job_post_id, posting FROM edge.job_posts WHERE job_post_id = $1")
                .bind(0, id)
                .map(JobPostStore::jobPost)
                .one();
    }

    /** The posting at that address when it was read so lately. */
    public Mono<JobPost> find(PostingAddress address, Duration age) {
        return database.sql("""
                        SELECT job_post_id, posting FROM edge.job_posts
                        WHERE address_sha256 = $1 AND read_at > now() - $2 * interval '1 millisecond'
                        """)
                .bind(0, address.sha256())
                .bind(1, age.toMillis())
                .map(JobPostStore::jobPost)
                .one();
    }

    /** Keeps what stands at that address now, under the id that it has or under a new one. */
    Mono<JobPost> keep(PostingAddress address, String posting) {
        return database.sql("""
                        INSERT INTO edge.job_posts (address_sha256, posting) VALUES ($1, $2)
                        ON CONFLICT (address_sha256) DO UPDATE SET posting = excluded.posting, read_at = now()
                        RETURNING job_post_id, posting
                        """)
                .bind(0, address.sha256())
                .bind(1, posting)
                .map(JobPostStore::jobPost)
                .one();
    }

    private static JobPost jobPost(Readable row) {
        return new JobPost(
                Objects.requireNonNull(row.get("job_post_id", Long.class)),
                Objects.requireNonNull(row.get("posting", String.class)));
    }
}
