package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.gate.JsonFields;
import ai.refit.deploy.http.Answer;
import ai.refit.deploy.http.Caller;
import ai.refit.deploy.proxy.Proxy.Route;
import ai.refit.deploy.release.Release;
import ai.refit.deploy.release.ReleaseFacts;
import ai.refit.deploy.release.ReleaseFailure;
import ai.refit.deploy.run.Target;
import ai.refit.deploy.run.Targets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Looks at process managers, proxies, health routes and base directories. One that fails does not hide the others. */
@Component
class TargetHost implements Host {

    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(2);

    private final Targets targets;

    TargetHost(Targets targets) {
        this.targets = targets;
    }

    @Override
    public Sighting look(TargetService service, @Nullable Serving should) {
        Target target = target(service);
        List<String> faults = new ArrayList<>();
        List<Sighting.Process> runs = seen(faults, "its processes", List.of(), () -> processes(target));
        Route route = service.proxy() instanceof ProxyRules.None
                ? null
                : seen(
                                faults,
                                "its proxy",
                                Optional.<Route>empty(),
                                () -> target.proxy().route())
                        .orElse(null);
        Sighting.Health health = null;
        if (route == null || !route.holding()) {
            if (route != null) {
                health = health(service, route.port());
            } else if (should != null) {
                health = health(service, should.port());
            }
        }
        return new Sighting(runs, route, health, List.copyOf(faults));
    }

    @Override
    public List<KeptBackup> backups(TargetService service, @Nullable Serving should) {
        Target target = target(service);
        Optional<ReleaseFacts> now = should == null ? Optional.empty() : facts(target, should.release());
        return target.backups().list().stream()
                .map(backup -> new KeptBackup(
                        backup,
                        now.map(facts -> backup.holds(facts.code(), facts.dependencies()))
                                .orElse(false)))
                .toList();
    }

    /** A damaged release is no reason to show no backups. */
    private static Optional<ReleaseFacts> facts(Target target, String release) {
        try {
            return target.releases().find(release).map(Release::facts);
        } catch (ReleaseFailure e) {
            return Optional.empty();
        }
    }

    private Target target(TargetService service) {
        return targets.find(service.key()).orElseThrow();
    }

    private static List<Sighting.Process> processes(Target target) {
        return target.service().run().ports().stream()
                .flatMap(port -> target.processes().find(target.slot(port)).stream()
                        .map(process -> new Sighting.Process(
                                port,
                                process.release(),
                                process.pid(),
                                target.processes()
                                        .listener(target.slot(port), process)
                                        .isPresent())))
                .toList();
    }

    private static <T> T seen(List<String> faults, String what, T otherwise, Supplier<T> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            faults.add(what + " cannot be seen: " + e.getMessage());
            return otherwise;
        }
    }

    private static Sighting.Health health(TargetService service, int port) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + service.health().path()))
                .build();
        try (var caller = new Caller()) {
            Answer answer = caller.call(request, HEALTH_PATIENCE);
            long ms = answer.took().toMillis();
            return switch (answer) {
                case Answer.Silent silent -> new Sighting.Health(port, 0, null, ms, silent.why());
                case Answer.Said said -> {
                    String release = said.json()
                            .flatMap(json ->
                                    JsonFields.find(json, service.health().releaseField()))
                            .filter(JsonNode::isValueNode)
                            .map(JsonNode::asString)
                            .orElse(null);
                    String fault = said.status() == 200 ? null : "it answered " + said.status();
                    yield new Sighting.Health(port, said.status(), release, ms, fault);
                }
            };
        }
    }
}
