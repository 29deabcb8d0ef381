package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import ai.refit.standalone.surroundings.UserMistake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One service alone in this JVM, with the Kafka and the PostgreSQL that the environment names; logs to the terminal. */
@Command
final class ServiceCommand implements Callable<Integer> {

    private final Service service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of its HTTP routes (health and metrics at least).")
    private @Nullable Integer port;

    ServiceCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() throws InterruptedException {
        var _ = Surroundings.of(System.getenv());
        List<String> arguments = new ArrayList<>();
        if (port != null) {
            if (port < 1 || port > 65_535) {
                throw new ParameterException(spec.commandLine(), "--port: " + port + " (expected: 1 to 65535)");
            }
            checkPort(port);
            arguments.add("--server.port=" + port);
        }
        var closed = new CountDownLatch(1);
        service.application()
                .listeners((ApplicationListener<ContextClosedEvent>) event -> closed.countDown())
                .run(arguments.toArray(String[]::new));
        closed.await();
        return 0;
    }

    private void checkPort(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(wanted));
        } catch (IOException e) {
            throw new UserMistake("port " + wanted + " for " + service.title() + " is in use: choose another --port");
        }
    }
}
