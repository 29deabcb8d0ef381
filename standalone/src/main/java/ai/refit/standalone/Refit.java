package ai.refit.standalone;

import ai.refit.deploy.command.DeployCommands;
import ai.refit.embedding.evaluation.EvaluateCommand;
import ai.refit.embedding.fitting.FitEmbedderCommand;
import ai.refit.llm.fakegemini.FakeGeminiCommand;
import ai.refit.standalone.check.CheckCommand;
import ai.refit.standalone.deadletters.DeadLettersCommand;
import ai.refit.standalone.surroundings.UserMistake;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;

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
        subcommands = {
            RunCommand.class,
            EvaluateCommand.class,
            FitEmbedderCommand.class,
            FakeGeminiCommand.class,
            CheckCommand.class,
            DeadLettersCommand.class,
            HelpCommand.class
        })
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
        DeployCommands.all().forEach(line::addSubcommand);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Refit::commandList);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Refit::explain);
        line.setParameterExceptionHandler((mistake, words) -> {
            PrintWriter err = mistake.getCommandLine().getErr();
            err.println("refit: " + mistake.getMessage());
            err.println("Try '" + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
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

    /** The commands that speak to an orchestrator stand apart from those that start or measure something. */
    private static String commandList(Help help) {
        Set<String> deploying = DeployCommands.all().keySet();
        Map<String, Help> own = new LinkedHashMap<>(help.subcommands());
        Map<String, Help> deployments = new LinkedHashMap<>(own);
        own.keySet().removeAll(deploying);
        deployments.keySet().retainAll(deploying);
        return help.commandList(own)
                + help.createHeading("%nDeployments, through a running orchestrator:%n")
                + help.commandList(deployments);
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
