package ai.refit.deploy.command;

import static ai.refit.deploy.command.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code refit history}. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists deployments and restores, newest first: what, when, how it ended, who and why.")
final class HistoryCommand extends RemoteCommand {

    @Mixin
    private ServiceChoice service = new ServiceChoice();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many; by default 20.")
    private int limit = 20;

    @Override
    int perform(Orchestrator orchestrator) {
        JsonNode found = orchestrator.get("/deployments?" + service.query() + "&limit=" + limit);
        if (printedAsJson(found)) {
            return 0;
        }
        if (found.isEmpty()) {
            out().println("nothing was deployed to " + service.key() + " yet");
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ORDERED", "KIND", "WHAT", "STATE", "TOOK", "BY", "ID", "WHY"));
        for (JsonNode each : found) {
            String cause = Texts.cause(each);
            rows.add(List.of(
                    Texts.moment(text(each, "created_at")),
                    text(each, "kind").toLowerCase(Locale.ROOT),
                    what(each),
                    text(each, "state"),
                    Texts.between(text(each, "created_at"), text(each, "finished_at")),
                    text(each, "requested_by"),
                    text(each, "deployment_id"),
                    text(each, "reason") + (cause.isEmpty() ? "" : " [" + cause + "]")));
        }
        Texts.table(rows).forEach(out()::println);
        return 0;
    }

    private static String what(JsonNode each) {
        String sha = text(each, "sha");
        return sha.isEmpty() ? text(each, "backup") : sha.substring(0, Math.min(12, sha.length()));
    }
}
