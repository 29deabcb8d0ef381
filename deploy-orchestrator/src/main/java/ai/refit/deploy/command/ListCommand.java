package ai.refit.deploy.command;

import static ai.refit.deploy.command.Texts.text;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code refit list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the newest 10 backups, code and dependencies paired; * marks what runs.")
final class ListCommand extends RemoteCommand {

    @Mixin
    private ServiceChoice service = new ServiceChoice();

    @Override
    int perform(Orchestrator orchestrator) {
        JsonNode backups = orchestrator.get("/backups?" + service.query());
        if (printedAsJson(backups)) {
            return 0;
        }
        if (backups.isEmpty()) {
            out().println("no backups of " + service.key() + " yet");
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "BACKUP", "TAKEN", "CODE", "DEPENDENCIES", "RELEASE", ""));
        for (JsonNode backup : backups) {
            rows.add(List.of(
                    backup.path("current").asBoolean(false) ? "*" : "",
                    text(backup, "id"),
                    Texts.moment(text(backup, "created_at")),
                    text(backup, "code"),
                    text(backup, "dependencies"),
                    text(backup, "release"),
                    backup.path("successful").asBoolean(false) ? "" : "never went live"));
        }
        Texts.table(rows).forEach(out()::println);
        return 0;
    }
}
