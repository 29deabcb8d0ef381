package ai.refit.deploy.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Leads traffic through a server of Caddy's that is made once and then left alone: see {@link CaddyServer}. */
final class CaddyProxy implements Proxy {

    /** Longer than a request takes from the look at the file to being counted at the upstream. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final CaddyAdmin admin;
    private final CaddyServer server;
    private final Lead lead;
    private final Duration stopGrace;

    CaddyProxy(CaddyAdmin admin, CaddyServer server, Duration stopGrace) {
        this.admin = admin;
        this.server = server;
        this.lead = new Lead(server.leads(), server.door());
        this.stopGrace = stopGrace;
    }

    @Override
    public Optional<Route> route() {
        return admin.server(server.name()).flatMap(there -> lead.read());
    }

    @Override
    public void leadTo(int port) {
        establish(port);
        lead.write(new Route(port, false));
    }

    @Override
    public void hold(int port) {
        establish(port);
        lead.write(new Route(port, true));
        long end = System.nanoTime() + stopGrace.toNanos();
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < QUIET.toNanos() && System.nanoTime() < end) {
            pause();
            if (admin.underWay(CaddyServer.upstream(port)) > 0) {
                quietSince = System.nanoTime();
            }
        }
    }

    @Override
    public Optional<String> unusable() {
        Optional<String> unfit = server.unfitPath();
        if (unfit.isPresent()) {
            return unfit;
        }
        try {
            return admin.server(server.name()).flatMap(there -> Optional.empty());
        } catch (ProxyFailure e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** Sees to it that Caddy runs our server as it is described now; changes nothing when it does. */
    private void establish(int port) {
        if (!server.ports().contains(port)) {
            throw new ProxyFailure("port " + port + ": not the service's (expected: one of " + server.ports() + ")");
        }
        JsonNode wanted = server.configuration();
        if (admin.server(server.name()).filter(wanted::equals).isPresent() && Files.exists(server.door())) {
            return;
        }
        try {
            Files.createDirectories(server.leads());
            Files.createDirectories(server.door().getParent());
        } catch (IOException e) {
            throw new ProxyFailure(server.run() + ": cannot be written: " + e.getMessage());
        }
        admin.put(server.name(), wanted);
        if (!Files.exists(server.door())) {
            throw new ProxyFailure(server.door() + ": Caddy made no socket there (expected: Caddy on this host, seeing"
                    + " the same files)");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProxyFailure("interrupted while requests were let out");
        }
    }
}
