package ai.refit.deploy.command;

import ai.refit.deploy.command.MarkCommand.Mark;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** All commands that speak to the orchestrator. */
public final class DeployCommands {

    private DeployCommands() {}

    /** By name, in the order in which help shows them. */
    public static Map<String, CommandLine> all() {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        for (RemoteCommand each : new RemoteCommand[] {
            new DeployCommand(),
            new PlanCommand(),
            new ListCommand(),
            new RestoreCommand(),
            new StatusCommand(),
            new HistoryCommand(),
            new LogCommand()
        }) {
            var line = new CommandLine(each);
            commands.put(line.getCommandName(), line);
        }
        for (Mark mark : Mark.values()) {
            var line = new CommandLine(new MarkCommand(mark));
            line.getCommandSpec()
                    .name(mark.title())
                    .mixinStandardHelpOptions(true)
                    .usageMessage()
                    .description(mark.description());
            commands.put(mark.title(), line);
        }
        return commands;
    }
}
