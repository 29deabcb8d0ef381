package ai.refit.edge.backend;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.http.ProblemException;
import ai.refit.edge.mentors.Erasure;
import ai.refit.edge.mentors.MenteeProfile;
import ai.refit.edge.mentors.MentorChanges;
import ai.refit.edge.mentors.ProfileFields;
import ai.refit.edge.mentors.ProfileSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Profiles from the product backend: a person when they ask, mentors one by one when asked for and all of them now and
 * then. A mentor whom a complete listing no longer holds is erased.
 */
@Component
class BackendProfiles implements ProfileSource {

    private static final Logger log = LoggerFactory.getLogger(BackendProfiles.class);

    private final BackendClient backend;
    private final BackendProperties properties;
    private final MentorChanges mentors;
    private final Erasure erasure;

    BackendProfiles(BackendClient backend, BackendProperties properties, MentorChanges mentors, Erasure erasure) {
        this.backend = backend;
        this.properties = properties;
        this.mentors = mentors;
        this.erasure = erasure;
    }

    @Override
    public boolean isSet() {
        return properties.isSet();
    }

    @Override
    public Mono<MenteeProfile> person(UserId person) {
        return backend.get("/api/internal/users/{id}", person.key())
                .map(data -> ProfileFields.mentee(BackendJson.fields(data)));
    }

    @Override
    public Mono<MentorProfile> mentor(long userId) {
        return backend.get("/api/v1/experts/{id}", userId)
                .map(data -> ProfileFields.mentor(BackendJson.fields(data), userId));
    }

    @Scheduled(initialDelay = 1000, fixedDelayString = "${refit.backend.sync-interval}")
    void sync() {
        if (!properties.isSet()) {
            return;
        }
        Set<Long> seen = new HashSet<>();
        try {
            pages().concatMapIterable(page -> page.get("experts"))
                    .flatMap(expert -> write(expert, seen), properties.pageSize())
                    .then(Mono.defer(() -> erasure.eraseMissing(seen)))
                    .block();
            log.atInfo().addKeyValue("mentors", seen.size()).log("read the mentors from the product backend");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("the product backend's mentors were not all read");
        }
    }

    private Flux<JsonNode> pages() {
        return page("").expand(page -> {
            JsonNode more = page.get("has_more");
            JsonNode cursor = page.get("next_cursor");
            boolean last = more == null || !more.booleanValue() || cursor == null || cursor.isNull();
            return last ? Mono.empty() : page(cursor.asString());
        });
    }

    private Mono<JsonNode> page(String cursor) {
        return backend.get("/api/v1/experts?cursor={cursor}&size={size}", cursor, properties.pageSize())
                .filter(page ->
                        page.get("experts") != null && page.get("experts").isArray())
                .switchIfEmpty(Mono.error(() -> new BackendClient.BackendFailure("sent no list of experts")));
    }

    private Mono<Void> write(JsonNode expert, Set<Long> seen) {
        MentorProfile profile;
        try {
            profile = ProfileFields.mentor(BackendJson.fields(expert), null);
        } catch (ProblemException bad) {
            log.atWarn()
                    .addKeyValue("reason", bad.problem().detail())
                    .log("a mentor of the product backend was left out");
            return Mono.empty();
        }
        seen.add(profile.userId());
        return mentors.upsertFromBackend(profile);
    }
}
