package ai.refit.deploy.command;

import ai.refit.deploy.command.Following.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code refit deploy}. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Deploys an artifact: backup, rollout, gates, and back by itself if one fails.",
        footer = {
            "",
            "  refit deploy --service ai-service --sha $(git rev-parse HEAD) --artifact dist/app.whl \\",
            "      --reason 'hotfix for the mentor page' --follow"
        })
final class DeployCommand extends RemoteCommand {

    @Mixin
    private ServiceChoice service = new ServiceChoice();

    @Mixin
    private ArtifactChoice artifact = new ArtifactChoice();

    @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Kept in the history.")
    private String reason = "";

    @Option(names = "--follow", description = "Shows it live; exits with 0 only when it went live.")
    private boolean follow;

    @Override
    int perform(Orchestrator orchestrator) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("service", service.service());
        order.put("environment", service.environment());
        artifact.describe(order);
        order.put("reason", reason);
        JsonNode accepted = orchestrator.post("/deployments", order);
        return Accepted.told(this, accepted, orchestrator, follow, Times.USUAL);
    }
}
