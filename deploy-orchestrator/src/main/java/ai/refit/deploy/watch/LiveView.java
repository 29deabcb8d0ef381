package ai.refit.deploy.watch;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.JournalStore;
import ai.refit.deploy.deployment.JournalStore.Written;
import ai.refit.deploy.watch.JournalTail.Look;
import java.util.List;
import java.util.UUID;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** A deployment's journal as server-sent events: what there is, then what comes, until nothing more will. */
@Component
class LiveView {

    private static final int PAGE = 500;
    private static final String END = "end";

    private final DeploymentStore deployments;
    private final JournalStore journal;
    private final JournalTail tail;
    private final WatchProperties properties;

    LiveView(DeploymentStore deployments, JournalStore journal, JournalTail tail, WatchProperties properties) {
        this.deployments = deployments;
        this.journal = journal;
        this.tail = tail;
        this.properties = properties;
    }

    private record End(UUID deploymentId, String state) {}

    /** @param seen id of the last entry that is known already; 0: none */
    Flux<ServerSentEvent<String>> of(UUID id, long seen) {
        Flux<ServerSentEvent<String>> events = tail.watching(id)
                .index()
                .concatMap(look -> show(id, seen, look.getT1() == 0, look.getT2()))
                .takeUntil(event -> END.equals(event.event()));
        Flux<ServerSentEvent<String>> alive = Flux.interval(properties.heartbeat())
                .map(_ -> ServerSentEvent.<String>builder().comment("alive").build());
        return events.publish(shared -> Flux.merge(shared, alive.takeUntilOther(shared.ignoreElements())));
    }

    /** What there is by now. */
    Flux<ServerSentEvent<String>> soFar(UUID id, long seen) {
        return history(id, seen, Long.MAX_VALUE).map(LiveView::event);
    }

    /** The first look tells up to where the history reaches. */
    private Flux<ServerSentEvent<String>> show(UUID id, long seen, boolean first, Look look) {
        Flux<Written> before = first ? history(id, seen, look.from()) : Flux.empty();
        Flux<Written> now = Flux.fromIterable(look.of(id)).filter(written -> written.id() > seen);
        Mono<ServerSentEvent<String>> end = look.resting().contains(id) ? end(id) : Mono.empty();
        return before.concatWith(now).map(LiveView::event).concatWith(end);
    }

    private Flux<Written> history(UUID id, long after, long upTo) {
        return page(id, after)
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : page(id, page.getLast().id()))
                .concatMapIterable(page -> page)
                .takeWhile(written -> written.id() <= upTo);
    }

    private Mono<List<Written>> page(UUID id, long after) {
        return journal.after(id, after, PAGE).collectList();
    }

    private static ServerSentEvent<String> event(Written written) {
        ObjectNode json = Json.mapper().valueToTree(written.entry());
        json.put("at", written.at().toString());
        return ServerSentEvent.<String>builder()
                .id(Long.toString(written.id()))
                .event(json.path("type").stringValue())
                .data(json.toString())
                .build();
    }

    private Mono<ServerSentEvent<String>> end(UUID id) {
        return deployments
                .find(id)
                .map(row -> ServerSentEvent.<String>builder()
                        .event(END)
                        .data(Json.text(new End(id, row.state().title())))
                        .build());
    }
}
