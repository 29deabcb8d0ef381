package ai.refit.standalone.check;

import ai.refit.contracts.json.Json;
import ai.refit.standalone.surroundings.Addresses;
import ai.refit.standalone.surroundings.Messages;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code refit check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks that what was accepted came to one end, and that database and topics agree on it. Changes nothing.",
            "One line a finding: what is wrong, the id of what it is about, and what was found."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is", "2:the command line was wrong"})
public final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Addresses addresses = new Addresses();

    @Option(
            names = "--settled",
            description = "Nobody hands in work any more: whatever is open is wrong, also before its deadline.")
    private boolean settled;

    @Option(names = "--json", description = "Answers as JSON, for scripts.")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        Verdict verdict;
        try (Messages kafka = addresses.kafka();
                Connection database = addresses.database()) {
            verdict = Consistency.check(database, kafka, settled);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(verdict));
        } else {
            verdict.findings().forEach(out::println);
            verdict.skipped().forEach(skipped -> out.println("not looked at: " + skipped));
            String looked = verdict.looked().entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            out.println((verdict.findings().isEmpty()
                            ? "consistent"
                            : verdict.findings().size() + " findings") + " (" + looked + ")");
        }
        out.flush();
        return verdict.findings().isEmpty() ? 0 : 1;
    }
}
