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
 * then. Whom a complete listing no longer holds is a mentor no more; what the person did as a mentee stays.
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
            mentors.latestVersion()
                    .flatMap(before -> pages().concatMapIterable(page -> page.get("experts"))
                            .flatMap(expert -> write(expert, seen), properties.pageSize())
                            // Who came or changed while the pages were read may stand on one read too early.
                            .then(Mono.defer(() -> erasure.removeMissing(seen, before))))
                    .block();
            log.atInfo().addKeyValue("mentors", seen.size()).log("read the mentors from the product backend");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("the product backend's mentors were not all read");
        }
    }

    private Flux<JsonNode> pages() {
        return page("").expand(page -> {
            JsonNode cursor = page.get("next_cursor");
            return page.get("has_more").booleanValue() ? page(cursor.asString()) : Mono.empty();
        });
    }

    private Mono<JsonNode> page(String cursor) {
        return backend.get("/api/v1/experts?cursor={cursor}&size={size}", cursor, properties.pageSize())
                .filter(BackendProfiles::isPage)
                .switchIfEmpty(Mono.error(() -> new BackendClient.BackendFailure("sent no page of experts")));
    }

    /** A page that does not say whether it is the last one must not pass for the last one. */
    private static boolean isPage(JsonNode page) {
        JsonNode experts = page.get("experts");
        JsonNode more = page.get("has_more");
        JsonNode cursor = page.get("next_cursor");
        return experts != null
                && experts.isArray()
                && more != null
                && more.isBoolean()
                && (!more.booleanValue() || (cursor != null && !cursor.isNull()));
    }

    private Mono<Void> write(JsonNode expert, Set<Long> seen) {
        // Listed is listed: a mentor of whom we cannot read all has not gone.
        JsonNode id = expert.get("user_id");
        if (id != null && id.isIntegralNumber() && id.canConvertToLong()) {
            seen.add(id.longValue());
        }
        MentorProfile profile;
        try {
            profile = ProfileFields.mentor(BackendJson.fields(expert), null);
        } catch (ProblemException bad) {
            log.atWarn()
                    .addKeyValue("reason", bad.problem().detail())
                    .log("a mentor of the product backend was left out");
            return Mono.empty();
        }
        return mentors.upsertFromBackend(profile);
    }
}
