package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import ai.refit.standalone.surroundings.UserMistake;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refit run}: claims the data directory, starts the whole system in it, and waits to be told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Kafka, PostgreSQL and all services in one process, with sample mentors at the first start.",
            "With KAFKA_BOOTSTRAP_SERVERS or DATABASE_URL set it uses those instead of starting its own."
        })
final class RunCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535 - Service.PORT_SPAN;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8000",
            description = "The port of the HTTP API; N+10, N+20 and N+30 are used too. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${REFIT_DATA:-.refit}",
            description = "Where data is kept across restarts. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Option(names = "--empty", description = "Load no sample mentors, now or at later starts.")
    private boolean empty;

    @Option(
            names = "--samples",
            description =
                    "Load the sample mentors also into the database of DATABASE_URL, which is left alone otherwise.")
    private boolean samples;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port: " + port + " (expected: 1 to " + HIGHEST_PORT + ")");
        }
        if (empty && samples) {
            throw new ParameterException(spec.commandLine(), "--empty and --samples exclude each other");
        }
        var watch = new Stopwatch();
        Surroundings given = Surroundings.of(System.getenv());
        var plan = new WholeSystem.Plan(port, given, samples || (!empty && given.database() == null));
        DataDirectory data = DataDirectory.claim(directory);
        try {
            plan.checkPorts();
        } catch (UserMistake e) {
            data.close();
            throw e;
        }
        RunLog.to(data.log());
        boolean attended = isAttended();
        Progress progress = attended ? Progress.to(System.err) : Progress.SILENT;
        if (attended) {
            System.err.println("Starting Re-Fit AI on " + data.path());
        }
        var system = new WholeSystem(plan, data, progress);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(system, data, attended)));
        try {
            system.start();
        } catch (InterruptedException e) {
            // Told to stop while starting: the shutdown hook does what is left to do.
            awaitEndOfJvm();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(RunCommand.class).error("start failed", e);
            throw new UserMistake("could not start: " + rootCause(e) + "; all of it is in " + data.log());
        }
        sayReady(System.out, system, watch);
        awaitEndOfJvm();
        return 0;
    }

    /** JDK 25 gives null again where there is no terminal; Error Prone believes in JDK 22. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isAttended() {
        return System.console() != null && System.console().isTerminal();
    }

    /** One line, the last part of which works when pasted. */
    private static void sayReady(PrintStream out, WholeSystem system, Stopwatch watch) {
        out.printf(
                "Re-Fit AI is ready at %s after %.1f s; try: curl -s %s/api/ai/recommendations"
                        + " -H 'Content-Type: application/json' -d '%s'%n",
                system.url(),
                watch.elapsed().toMillis() / 1000.0,
                system.url(),
                "{\"user_id\":\"test\",\"interest\":\"백엔드 개발자\",\"top_k\":3}");
        out.flush();
    }

    private static void stop(WholeSystem system, DataDirectory data, boolean attended) {
        var watch = new Stopwatch();
        RunLog.leaveTerminal();
        if (attended) {
            System.err.println("\nStopping …");
        }
        try {
            system.close();
        } finally {
            data.close();
        }
        if (attended) {
            System.err.printf("Stopped after %.1f s%n", watch.elapsed().toMillis() / 1000.0);
        }
    }

    private static void awaitEndOfJvm() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
