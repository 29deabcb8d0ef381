package ai.refit.standalone;

import ai.refit.embedding.evaluation.EvaluateCommand;
import ai.refit.embedding.fitting.FitEmbedderCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The {@code refit} command. Exit codes: 0 done, 1 it did not work, 2 the command line was wrong. */
@Command(
        name = "refit",
        mixinStandardHelpOptions = true,
        versionProvider = Refit.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Re-Fit AI: recommends mentors, reads résumés, writes reports, deploys itself safely.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it did not work", "2:the command line was wrong"},
        commandListHeading = "%nCommands:%n",
        footer = "%n'refit bench' measures the figures that the README states; see 'refit bench --help'.",
        subcommands = {RunCommand.class, EvaluateCommand.class, FitEmbedderCommand.class, HelpCommand.class})
public final class Refit {

    private Refit() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Refit());
        service(line, "edge", Service.EDGE, "The HTTP API alone (port 8000).");
        service(line, "embedding-worker", Service.EMBEDDING_WORKER, "The embedding worker alone (port 8020).");
        service(line, "llm-worker", Service.LLM_WORKER, "The language model worker alone (port 8030).");
        service(line, "orchestrate", Service.ORCHESTRATOR, "The deploy orchestrator alone (port 8010).");
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Refit::explain);
        line.setParameterExceptionHandler((mistake, words) -> {
            PrintWriter err = mistake.getCommandLine().getErr();
            err.println("refit: " + mistake.getMessage());
            err.println(
                    mistake.getCommandLine().getCommandName().equals("refit")
                            ? "Try 'refit --help'."
                            : "Try 'refit " + mistake.getCommandLine().getCommandName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    private static void service(CommandLine line, String name, Service service, String description) {
        var command = new CommandLine(new ServiceCommand(service));
        command.getCommandSpec()
                .name(name)
                .mixinStandardHelpOptions(true)
                .usageMessage()
                .description(description);
        command.getCommandSpec()
                .usageMessage()
                .footer("%nReads DATABASE_URL and KAFKA_BOOTSTRAP_SERVERS from the environment.");
        line.addSubcommand(name, command);
    }

    /** A mistake is told in one line. Anything else is a bug, and shows where. */
    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (failure instanceof UserMistake) {
            line.getErr().println("refit: " + failure.getMessage());
        } else {
            failure.printStackTrace(line.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Product, release and what it runs on. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Refit.class.getPackage().getImplementationVersion();
            return new String[] {
                "refit " + (version == null ? "built from a working copy" : version),
                "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
