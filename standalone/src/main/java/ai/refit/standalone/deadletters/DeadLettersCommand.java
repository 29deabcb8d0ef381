package ai.refit.standalone.deadletters;

import picocli.CommandLine.Command;

/** {@code refit dead-letters}: its subcommands do the work. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows messages that nobody could read or serve, and sends them again.",
        commandListHeading = "%nCommands:%n",
        subcommands = {ListCommand.class, ShowCommand.class, ResendCommand.class})
public final class DeadLettersCommand {}
