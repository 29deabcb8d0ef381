package ai.refit.deploy.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code refit plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what a deploy or a restore would do, and does nothing.")
final class PlanCommand extends RemoteCommand {

    @Mixin
    private ServiceChoice service = new ServiceChoice();

    @Mixin
    private ArtifactChoice artifact = new ArtifactChoice();

    @Option(
            names = "--restore",
            paramLabel = "ID",
            arity = "0..1",
            fallbackValue = "",
            description = "Plan a restore: of this backup, or of the newest that helps.")
    private @Nullable String restore;

    @Option(names = "--code-only", description = "Of a restore: the dependencies stay those that run now.")
    private boolean codeOnly;

    @Override
    int perform(Orchestrator orchestrator) {
        if ((restore != null) == artifact.isGiven()) {
            throw mistake("nothing to plan: give --sha and --artifact, or --restore");
        }
        JsonNode plan = orchestrator.post("/plan", restore == null ? deployment() : restoration(restore));
        if (printedAsJson(plan)) {
            return 0;
        }
        int number = 0;
        for (JsonNode step : plan.path("steps")) {
            out().printf("%2d. %s%n", ++number, step.asString(""));
        }
        for (JsonNode warning : plan.path("warnings")) {
            out().println("warning: " + warning.asString(""));
        }
        return 0;
    }

    private Map<String, Object> deployment() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("service", service.service());
        order.put("environment", service.environment());
        artifact.describe(order);
        return order;
    }

    private Map<String, Object> restoration(String backup) {
        return RestoreCommand.order(service, backup, !codeOnly);
    }
}
