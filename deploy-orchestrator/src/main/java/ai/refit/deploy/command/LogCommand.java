package ai.refit.deploy.command;

import ai.refit.deploy.command.Following.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code refit log}. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows everything that happened to a deployment; by default the one under way, or the newest.")
final class LogCommand extends RemoteCommand {

    @Mixin
    private DeploymentChoice deployment = new DeploymentChoice();

    @Option(
            names = "--follow",
            description = "Goes on until its end; exits with 0 only when it did what was asked for.")
    private boolean follow;

    @Override
    int perform(Orchestrator orchestrator) {
        String id = deployment.newest(orchestrator);
        var following = new Following(orchestrator, isJson(), out(), Times.USUAL);
        if (follow) {
            return following.follow(id, true);
        }
        following.printSoFar(id);
        return 0;
    }
}
