package ai.refit.deploy.command;

import static ai.refit.deploy.command.Texts.text;

import ai.refit.contracts.json.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code refit status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what runs, how that differs from what should, and which deployment is at work.")
final class StatusCommand extends RemoteCommand {

    @Option(names = "--service", paramLabel = "NAME", description = "By default all.")
    private @Nullable String service;

    @Option(names = "--environment", paramLabel = "NAME", description = "By default all.")
    private @Nullable String environment;

    @Override
    int perform(Orchestrator orchestrator) {
        JsonNode all = orchestrator.get("/services");
        ArrayNode chosen = Json.mapper().createArrayNode();
        StringBuilder known = new StringBuilder();
        for (JsonNode each : all) {
            if (matches(service, text(each, "service")) && matches(environment, text(each, "environment"))) {
                chosen.add(each);
            }
            known.append(known.isEmpty() ? "" : ", ").append(key(each));
        }
        if (chosen.isEmpty() && !(service == null && environment == null)) {
            throw new CommandFault("there is no such service (known: " + (known.isEmpty() ? "none" : known) + ")");
        }
        if (printedAsJson(chosen)) {
            return 0;
        }
        if (chosen.isEmpty()) {
            out().println("no service is described: name a file in REFIT_DEPLOY_SERVICES");
        }
        chosen.forEach(this::print);
        return 0;
    }

    private static boolean matches(@Nullable String wanted, String value) {
        return wanted == null || Objects.equals(wanted, value);
    }

    private static String key(JsonNode each) {
        return text(each, "service") + "/" + text(each, "environment");
    }

    private void print(JsonNode each) {
        JsonNode should = each.path("should");
        JsonNode active = each.path("active");
        boolean drifts = !each.path("drift").isEmpty();
        String verdict = active.isObject()
                ? "a deployment is at work"
                : drifts ? "not as it should be" : should.isObject() ? "as it should be" : "nothing was deployed yet";
        out().println(key(each) + ": " + verdict);
        if (should.isObject()) {
            line(
                    "release",
                    text(should, "release") + " at port " + text(should, "port") + " since "
                            + Texts.moment(text(should, "since"))
                            + (should.path("successful").asBoolean(false) ? "" : ", not through all gates"));
        }
        JsonNode route = each.path("route");
        if (route.isObject()) {
            line(
                    "traffic",
                    "to port " + text(route, "port")
                            + (route.path("holding").asBoolean(false) ? ", requests wait" : ""));
        }
        JsonNode health = each.path("health");
        if (health.isObject()) {
            line(
                    "health",
                    health.path("status").asInt(0) == 0
                            ? "no answer"
                            : text(health, "status") + " in " + text(health, "answered_ms") + " ms");
        }
        if (active.isObject()) {
            line("active", text(active, "deployment_id") + " " + text(active, "state"));
        }
        if (!text(each, "freeze").isEmpty()) {
            line("frozen", text(each, "freeze"));
        }
        for (JsonNode drift : each.path("drift")) {
            line("drift", drift.asString(""));
        }
    }

    private void line(String name, String value) {
        out().printf("  %-8s %s%n", name, value);
    }
}
