package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.Plan;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads deployments: one, many, and one as it goes. */
@RestController
@RequestMapping("/api/deploy/deployments")
class DeploymentController {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final List<String> STATES = Arrays.stream(
                    Objects.requireNonNull(DeploymentState.class.getAnnotation(JsonSubTypes.class))
                            .value())
            .map(JsonSubTypes.Type::name)
            .toList();

    private final DeploymentStore deployments;
    private final WatchStore store;
    private final LiveView live;
    private final Catalog catalog;
    private final InstantSource clock;

    DeploymentController(
            DeploymentStore deployments, WatchStore store, LiveView live, Catalog catalog, InstantSource clock) {
        this.deployments = deployments;
        this.store = store;
        this.live = live;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    Mono<DeploymentDetail> get(@PathVariable String id) {
        return find(id).flatMap(row -> Mono.zip(
                        store.story(row.id()).collectList().map(Timeline::of), waitsFor(row))
                .map(read -> {
                    Timeline timeline = read.getT1();
                    return DeploymentDetail.of(
                            DeploymentSummary.of(row, timeline.plan()),
                            read.getT2().orElse(null),
                            timeline);
                }));
    }

    /** Newest first. */
    @GetMapping
    Mono<List<DeploymentSummary>> list(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit) {
        return deployments
                .list(given(service), given(environment), state(given(state)), limit(given(limit)))
                .collectList()
                .flatMap(rows ->
                        store.plans(rows.stream().map(Deployment::id).toList()).map(plans -> summaries(rows, plans)));
    }

    /**
     * An event's id is the journal entry's: whoever comes back with {@code Last-Event-ID} misses nothing.
     *
     * @param follow false: what there is by now, and no more
     */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> events(
            @PathVariable String id,
            @RequestParam(defaultValue = "true") boolean follow,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        long seen = lastEventId != null && lastEventId.matches("[0-9]{1,18}") ? Long.parseLong(lastEventId) : 0;
        return find(id).flatMap(row -> store.isOver(row.id(), seen).map(over -> {
            if (over && seen > 0) {
                // 204 tells an EventSource not to come back.
                return ResponseEntity.noContent().<Flux<ServerSentEvent<String>>>build();
            }
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    // Else a proxy in between may collect events before it passes them on.
                    .header("X-Accel-Buffering", "no")
                    .body(follow ? live.of(row.id(), seen) : live.soFar(row.id(), seen));
        }));
    }

    private Mono<Deployment> find(String id) {
        return uuid(id).map(deployments::find)
                .orElse(Mono.empty())
                .switchIfEmpty(Mono.error(() -> Problems.noDeployment(id)));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Mono<Optional<WaitsFor>> waitsFor(Deployment row) {
        return row.isFinal()
                ? Mono.just(Optional.empty())
                : deployments
                        .unfinished()
                        .collectList()
                        .map(others -> Optional.ofNullable(WaitsFor.of(row, others, catalog, clock.instant())));
    }

    private static List<DeploymentSummary> summaries(List<Deployment> rows, Map<UUID, Plan> plans) {
        return rows.stream()
                .map(row -> DeploymentSummary.of(row, plans.get(row.id())))
                .toList();
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static @Nullable String state(@Nullable String state) {
        if (state != null && !STATES.contains(state)) {
            throw Problems.invalid("state", state, "one of " + String.join(", ", STATES));
        }
        return state;
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return PAGE;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > LARGEST_PAGE) {
            throw Problems.invalid("limit", limit, "1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(limit);
    }
}
