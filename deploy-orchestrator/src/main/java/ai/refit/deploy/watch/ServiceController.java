package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.catalog.FreezeWindow;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.deployment.ServingStore;
import ai.refit.deploy.lifecycle.Strategy;
import ai.refit.deploy.proxy.Proxy.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Services as they are described, as they should run and as they do; and what they can go back to. */
@RestController
@RequestMapping("/api/deploy")
class ServiceController {

    private static final int BACKUPS = 10;

    private final Catalog catalog;
    private final ServingStore serving;
    private final DeploymentStore deployments;
    private final Host host;
    private final WatchProperties properties;
    private final InstantSource clock;

    ServiceController(
            Catalog catalog,
            ServingStore serving,
            DeploymentStore deployments,
            Host host,
            WatchProperties properties,
            InstantSource clock) {
        this.catalog = catalog;
        this.serving = serving;
        this.deployments = deployments;
        this.host = host;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param manager {@code pm2}, {@code systemd} or {@code process}
     * @param listen what the proxy listens on; null: there is none, and {@code should} says which port to ask
     * @param freeze why no deployment begins now; null: one may
     * @param should null: nothing was deployed yet
     * @param active what is at work on it
     */
    record ServiceView(
            String service,
            String environment,
            String artifact,
            String manager,
            String proxy,
            @Nullable String listen,
            Strategy strategy,
            List<Integer> ports,
            String base,
            boolean approval,
            boolean itself,
            @Nullable String freeze,
            @Nullable Should should,
            List<Sighting.Process> runs,
            @Nullable Route route,
            Sighting.@Nullable Health health,
            @Nullable Active active,
            List<String> drift) {}

    /** @param successful whether it has passed all gates */
    record Should(String release, int port, boolean successful, UUID deploymentId, Instant since) {}

    record Active(UUID deploymentId, String state) {}

    /**
     * @param code name of the backup of the code
     * @param dependencies name of the backup of the dependencies
     * @param successful whether it had gone live
     */
    record BackupView(
            String id,
            Instant createdAt,
            String release,
            String sha,
            String code,
            String dependencies,
            boolean successful,
            boolean current,
            String kind) {

        static BackupView of(Host.KeptBackup kept) {
            var backup = kept.backup();
            return new BackupView(
                    backup.id(),
                    backup.createdAt(),
                    backup.release().id(),
                    backup.release().sha(),
                    backup.codeName(),
                    backup.dependenciesName(),
                    backup.successful(),
                    kept.current(),
                    backup.kind().name());
        }
    }

    @GetMapping("/services")
    Mono<List<ServiceView>> services() {
        return Mono.zip(
                        serving.all()
                                .collectMap(each -> each.service() + "/" + each.environment(), Function.identity()),
                        deployments.unfinished().collectList().map(ServiceController::active))
                .flatMap(read -> Flux.fromIterable(catalog.services())
                        .flatMapSequential(service -> view(
                                service,
                                Optional.ofNullable(read.getT1().get(service.key())),
                                Optional.ofNullable(read.getT2().get(service.key()))))
                        .collectList());
    }

    @GetMapping("/backups")
    Mono<List<BackupView>> backups(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "production") String environment) {
        TargetService described = catalog.find(service, environment)
                .orElseThrow(() -> Problems.noService(
                        service + "/" + environment,
                        catalog.services().stream().map(TargetService::key).toList()));
        return serving.of(service, environment)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(should -> Mono.fromCallable(() -> host.backups(described, should.orElse(null)).stream()
                                .limit(BACKUPS)
                                .map(BackupView::of)
                                .toList())
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private static Map<String, Deployment> active(List<Deployment> unfinished) {
        return unfinished.stream()
                .filter(Deployment::active)
                .collect(Collectors.toMap(row -> row.order().key(), Function.identity(), (one, _) -> one));
    }

    private Mono<ServiceView> view(TargetService service, Optional<Serving> should, Optional<Deployment> active) {
        return Mono.fromCallable(() -> host.look(service, should.orElse(null)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(properties.patience())
                .onErrorResume(
                        TimeoutException.class,
                        _ -> Mono.just(Sighting.none("the host did not tell what runs within "
                                + properties.patience().toSeconds() + " s")))
                .map(seen -> view(service, should.orElse(null), active.orElse(null), seen));
    }

    private ServiceView view(
            TargetService service, @Nullable Serving should, @Nullable Deployment active, Sighting seen) {
        var caddy = service.proxy() instanceof ProxyRules.Caddy rules ? rules : null;
        Instant now = clock.instant();
        return new ServiceView(
                service.name(),
                service.environment(),
                lower(service.artifact().kind()),
                lower(service.run().manager()),
                caddy == null ? "none" : "caddy",
                caddy == null ? null : caddy.listen(),
                service.isBlueGreen() ? Strategy.BLUE_GREEN : Strategy.HOLD,
                service.run().ports(),
                service.base().toString(),
                service.approval(),
                service.itself(),
                service.freeze().stream()
                        .filter(window -> window.covers(now))
                        .map(FreezeWindow::reason)
                        .findFirst()
                        .orElse(null),
                should == null
                        ? null
                        : new Should(
                                should.release(),
                                should.port(),
                                should.successful(),
                                should.deployment(),
                                should.since()),
                seen.runs(),
                seen.route(),
                seen.health(),
                active == null ? null : new Active(active.id(), active.state().title()),
                Drift.of(service, should, seen, active != null));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
