package ai.refit.deploy.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code refit pause}, {@code resume}, {@code approve} and {@code abort}. */
@Command(sortOptions = false)
final class MarkCommand extends RemoteCommand {

    private final Mark mark;

    @Mixin
    private DeploymentChoice deployment = new DeploymentChoice();

    @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Kept in the history.")
    private String reason = "";

    MarkCommand(Mark mark) {
        this.mark = mark;
    }

    /** What an operator may say about a deployment under way. */
    enum Mark {
        PAUSE("pause", "Stops a deployment after the step under way, until it is resumed."),
        RESUME("resume", "Lets a paused deployment go on."),
        APPROVE("approve", "Lets a deployment go on that waits for an approval, a freeze's end or a decision."),
        ABORT("abort", "Calls a deployment off; what it changed is taken back.");

        private final String title;
        private final String description;

        Mark(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    @Override
    int perform(Orchestrator orchestrator) {
        String id = mark == Mark.APPROVE ? deployment.toApprove(orchestrator) : deployment.underWay(orchestrator);
        JsonNode answer = orchestrator.post("/deployments/" + id + "/" + mark.title(), Map.of("reason", reason));
        if (!printedAsJson(answer)) {
            out().println(mark.title() + ": deployment " + id + " is " + Texts.text(answer, "state"));
        }
        return 0;
    }
}
