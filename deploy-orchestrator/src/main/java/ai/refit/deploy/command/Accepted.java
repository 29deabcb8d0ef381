package ai.refit.deploy.command;

import ai.refit.deploy.command.Following.Times;
import tools.jackson.databind.JsonNode;

/** An order that was taken. */
final class Accepted {

    private Accepted() {}

    /** @return the exit code */
    static int told(RemoteCommand command, JsonNode answer, Orchestrator orchestrator, boolean follow, Times times) {
        String id = Texts.text(answer, "deployment_id");
        if (!follow) {
            if (!command.printedAsJson(answer)) {
                command.out().println("deployment " + id + " is " + Texts.text(answer, "state"));
                command.out().println("refit log " + id + " --follow");
            }
            return 0;
        }
        if (!command.isJson()) {
            command.out().println("deployment " + id);
        }
        return new Following(orchestrator, command.isJson(), command.out(), times).follow(id, false);
    }
}
