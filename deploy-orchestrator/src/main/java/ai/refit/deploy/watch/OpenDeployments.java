package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.watch.WatchStore.Open;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Metrics of deployments that are not final: how many in each state, and how old the oldest is, so that a stuck one shows. */
@Component
class OpenDeployments {

    private static final Logger log = LoggerFactory.getLogger(OpenDeployments.class);

    private final WatchStore store;
    private final WatchProperties properties;
    private final List<Tags> services;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final Disposable.Swap counting = Disposables.swap();

    OpenDeployments(WatchStore store, Catalog catalog, WatchProperties properties, MeterRegistry meters) {
        this.store = store;
        this.properties = properties;
        this.services = catalog.services().stream().map(OpenDeployments::tags).toList();
        this.open = MultiGauge.builder("refit.deployments.open")
                .description("deployments that are not final")
                .register(meters);
        this.oldest = MultiGauge.builder("refit.deployment.oldest.seconds")
                .description("age of the oldest deployment that is not final; 0: none")
                .register(meters);
    }

    @EventListener(ContextRefreshedEvent.class)
    void start() {
        counting.update(Flux.interval(properties.gauges().dividedBy(10), properties.gauges())
                .onBackpressureDrop()
                .concatMap(_ -> count(), 1)
                .subscribe());
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        counting.dispose();
    }

    private Mono<Void> count() {
        return store.open().collectList().doOnNext(this::show).then().onErrorResume(failure -> {
            log.atDebug().addKeyValue("reason", failure.toString()).log("open deployments were not counted");
            return Mono.empty();
        });
    }

    private void show(List<Open> found) {
        open.register(
                found.stream()
                        .map(each -> Row.of(tags(each).and("state", each.state()), each.count()))
                        .toList(),
                true);
        Stream<Tags> all = Stream.concat(services.stream(), found.stream().map(OpenDeployments::tags));
        oldest.register(
                all.distinct().map(tags -> Row.of(tags, oldest(found, tags))).toList(), true);
    }

    private static double oldest(List<Open> found, Tags tags) {
        return found.stream()
                .filter(each -> tags(each).equals(tags))
                .mapToDouble(Open::oldestSeconds)
                .max()
                .orElse(0);
    }

    private static Tags tags(TargetService service) {
        return Tags.of("service", service.name(), "environment", service.environment());
    }

    private static Tags tags(Open open) {
        return Tags.of("service", open.service(), "environment", open.environment());
    }
}
