package ai.refit.deploy.command;

import static ai.refit.deploy.command.Texts.text;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Which deployment: by its id, or of a service the one that is meant. */
final class DeploymentChoice {

    private static final Set<String> WAITING = Set.of("QUEUED", "AWAITING_APPROVAL");

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Of the deployment; by default the one under way.")
    private @Nullable String id;

    @Option(names = "--service", paramLabel = "NAME", description = "As services.yml names it; needed without an ID.")
    private @Nullable String service;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "production",
            description = "By default production.")
    private String environment = "production";

    /** What is at work, before what waits. */
    String underWay(Orchestrator orchestrator) {
        return id != null
                ? checked(id)
                : first(unfinished(orchestrator), each -> !WAITING.contains(text(each, "state")));
    }

    /** What waits for an operator, before what is at work. */
    String toApprove(Orchestrator orchestrator) {
        return id != null
                ? checked(id)
                : first(
                        unfinished(orchestrator),
                        each -> WAITING.contains(text(each, "state"))
                                || text(each, "state").equals("INCONCLUSIVE"));
    }

    /** What is at work or waits, otherwise the newest. */
    String newest(Orchestrator orchestrator) {
        if (id != null) {
            return checked(id);
        }
        List<JsonNode> all = all(orchestrator);
        if (all.isEmpty()) {
            throw new CommandFault("nothing was deployed to " + key() + " yet");
        }
        return first(all, each -> !isFinal(each) && !WAITING.contains(text(each, "state")));
    }

    private List<JsonNode> unfinished(Orchestrator orchestrator) {
        List<JsonNode> found =
                all(orchestrator).stream().filter(each -> !isFinal(each)).toList();
        if (found.isEmpty()) {
            throw new CommandFault("no deployment of " + key() + " is under way");
        }
        return found;
    }

    private static String first(List<JsonNode> found, Predicate<JsonNode> preferred) {
        JsonNode chosen = found.stream().filter(preferred).findFirst().orElse(found.getFirst());
        return text(chosen, "deployment_id");
    }

    private List<JsonNode> all(Orchestrator orchestrator) {
        if (service == null) {
            throw new CommandFault("which deployment? (expected: its ID, or --service)");
        }
        var choice = new ServiceChoice(service, environment);
        JsonNode found = orchestrator.get("/deployments?" + choice.query());
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    private String key() {
        return service + "/" + environment;
    }

    private static boolean isFinal(JsonNode deployment) {
        return deployment.path("final").asBoolean(false);
    }

    /** It becomes a part of the address. */
    private static String checked(String id) {
        if (!id.matches("[0-9A-Fa-f-]{36}")) {
            throw new CommandFault(id + " is no deployment's id (expected: as 'refit history' shows it)");
        }
        return id;
    }
}
