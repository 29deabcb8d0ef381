package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import ai.refit.standalone.surroundings.UserMistake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Everything in this JVM: Kafka and PostgreSQL side by side, then all services side by side, then the sample data. Stops
 * in the order of use: the edge, which drains, the workers, Kafka, PostgreSQL. {@link #close} may come at any moment,
 * from any thread, also in the middle of the start.
 */
final class WholeSystem implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WholeSystem.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    /** A start that does not end by then is stopped over: nothing of it holds work that could be lost. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Plan plan;
    private final DataDirectory data;
    private final Progress progress;
    private final CountDownLatch startOver = new CountDownLatch(1);
    private final Map<Service, ConfigurableApplicationContext> services = new EnumMap<>(Service.class);
    private final Backbone backbone;
    private @Nullable Thread interruptible;
    private boolean started;
    private boolean closing;
    private boolean closed;

    /**
     * What to start.
     *
     * @param port the edge's; the others follow from it, see {@link Service#port}
     * @param given Kafka and PostgreSQL that run already
     * @param samples whether a new data directory gets sample data
     */
    record Plan(int port, Surroundings given, boolean samples) {

        /** @throws UserMistake when one of the ports is taken */
        void checkPorts() {
            for (Service service : Service.values()) {
                int wanted = service.port(port);
                try (var socket = new ServerSocket()) {
                    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
                } catch (IOException e) {
                    throw new UserMistake(
                            "port " + wanted + " for " + service.title()
                                    + " is in use: stop who uses it, or choose another --port (N, N+10, N+20 and N+30 are used)");
                }
            }
        }
    }

    WholeSystem(Plan plan, DataDirectory data, Progress progress) {
        this.plan = plan;
        this.data = data;
        this.progress = progress;
        this.backbone = new Backbone(data, plan.given(), progress);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + plan.port());
    }

    /** Where Kafka and PostgreSQL are, once it is started. */
    Surroundings addresses() {
        return backbone.addresses();
    }

    /**
     * Starts everything and returns when health is ok.
     *
     * @throws InterruptedException when {@link #close} was called meanwhile
     * @throws IllegalStateException when it does not become healthy in time
     */
    void start() throws InterruptedException {
        synchronized (this) {
            if (closing) {
                throw new InterruptedException("closed before the start");
            }
            started = true;
        }
        try {
            backbone.start();
            letCloseInterrupt(Thread.currentThread());
            Surroundings addresses = backbone.addresses();
            data.writeConnection(Map.of(
                    Surroundings.KAFKA,
                    String.valueOf(addresses.kafka()),
                    Surroundings.DATABASE,
                    String.valueOf(addresses.database()),
                    "REFIT_URL",
                    url().toString()));
            startServices(addresses);
            awaitReady();
        } finally {
            letCloseInterrupt(null);
            startOver.countDown();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            if (interruptible != null) {
                interruptible.interrupt();
            }
            if (!started) {
                return;
            }
        }
        awaitEndOfStart();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Map<Service, ConfigurableApplicationContext> running = running();
        ConfigurableApplicationContext edge = running.remove(Service.EDGE);
        if (edge != null) {
            edge.close();
        }
        List<Runnable> rest = new ArrayList<>();
        running.values().forEach(service -> rest.add(service::close));
        Together.run(rest);
        backbone.close();
    }

    private synchronized Map<Service, ConfigurableApplicationContext> running() {
        return new EnumMap<>(services);
    }

    private synchronized void letCloseInterrupt(@Nullable Thread thread) throws InterruptedException {
        interruptible = thread;
        if (thread != null && closing) {
            throw new InterruptedException("closed while starting");
        }
    }

    private void awaitEndOfStart() {
        try {
            if (!startOver.await(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("the start did not end when told to; stopping what runs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startServices(Surroundings addresses) throws InterruptedException {
        List<Runnable> starts = new ArrayList<>();
        for (Service service : Service.values()) {
            starts.add(() -> start(service, addresses));
        }
        try {
            Together.run(starts);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                log.info("closed while starting", e);
                throw new InterruptedException("closed while starting");
            }
            throw e;
        }
    }

    private void start(Service service, Surroundings addresses) {
        var watch = new Stopwatch();
        int port = service.port(plan.port());
        var context = service.application()
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .properties("server.address=127.0.0.1")
                .run(
                        "--server.port=" + port,
                        "--refit.health.expected-mentors="
                                + (loadsSamples() ? Samples.packaged().mentors() : 0),
                        "--refit.index.directory=" + data.index(),
                        "--" + Surroundings.KAFKA + "=" + addresses.kafka(),
                        "--" + Surroundings.DATABASE + "=" + addresses.database());
        synchronized (this) {
            services.put(service, context);
        }
        progress.done(service.title(), "http://127.0.0.1:" + port, watch.elapsed());
    }

    /** Only then does health wait for them: later it is up to the user which of them stay. */
    private boolean loadsSamples() {
        return plan.samples() && !data.hasSamples();
    }

    private void awaitReady() throws InterruptedException {
        var patience = new Patience(START_PATIENCE);
        try (var edge = new EdgeClient(url())) {
            if (!data.hasSamples()) {
                var watch = new Stopwatch();
                String loaded = plan.samples() ? Samples.packaged().load(edge, patience) : "none";
                data.rememberSamples(loaded);
                progress.done("sample data", loaded, watch.elapsed());
            }
            var watch = new Stopwatch();
            EdgeClient.Answer health = patience.retry(edge::health);
            if (!health.isOk()) {
                throw new IllegalStateException("not healthy: " + health);
            }
            progress.done("health", health.json().path("status").asString(), watch.elapsed());
        }
    }
}
