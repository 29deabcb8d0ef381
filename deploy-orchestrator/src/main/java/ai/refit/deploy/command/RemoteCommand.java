package ai.refit.deploy.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks the orchestrator. What does not work is told in one line. */
abstract class RemoteCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Override
    public final Integer call() {
        try (Orchestrator orchestrator = connection.open()) {
            return perform(orchestrator);
        } catch (CommandFault fault) {
            err().println("refit " + spec().name() + ": " + fault.getMessage());
            err().flush();
            return 1;
        } finally {
            out().flush();
        }
    }

    /** @return the exit code */
    abstract int perform(Orchestrator orchestrator);

    final boolean isJson() {
        return connection.isJson();
    }

    /** The answer itself as JSON when that is asked for. @return whether it was */
    final boolean printedAsJson(JsonNode answer) {
        if (isJson()) {
            out().println(answer);
        }
        return isJson();
    }

    final PrintWriter out() {
        return spec().commandLine().getOut();
    }

    final PrintWriter err() {
        return spec().commandLine().getErr();
    }

    final ParameterException mistake(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
