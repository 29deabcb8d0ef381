package ai.refit.deploy.command;

import ai.refit.deploy.command.Following.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code refit restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Brings a backup back, as a new release; a safety backup of what runs is made first.")
final class RestoreCommand extends RemoteCommand {

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            defaultValue = "",
            description =
                    "As 20260127150000, code_… or wheel_…; by default the newest successful one that is not what runs.")
    private String backup = "";

    @Mixin
    private ServiceChoice service = new ServiceChoice();

    @Option(names = "--code-only", description = "The dependencies stay those that run now.")
    private boolean codeOnly;

    @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Kept in the history.")
    private String reason = "";

    @Option(names = "--follow", description = "Shows it live; exits with 0 only when it was restored.")
    private boolean follow;

    @Override
    int perform(Orchestrator orchestrator) {
        if (codeOnly) {
            err().println("warning: only the code is restored; the dependencies stay those that run now");
        }
        Map<String, Object> order = order(service, backup, !codeOnly);
        order.put("reason", reason);
        JsonNode accepted = orchestrator.post("/rollbacks", order);
        return Accepted.told(this, accepted, orchestrator, follow, Times.USUAL);
    }

    /** @param backup empty: the newest that helps */
    static Map<String, Object> order(ServiceChoice service, String backup, boolean dependencies) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("service", service.service());
        order.put("environment", service.environment());
        if (!backup.isEmpty()) {
            order.put("backup_id", backup);
        }
        order.put("restore_dependencies", dependencies);
        return order;
    }
}
