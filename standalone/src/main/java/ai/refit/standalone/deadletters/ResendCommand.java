package ai.refit.standalone.deadletters;

import ai.refit.standalone.surroundings.Addresses;
import ai.refit.standalone.surroundings.Messages;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code refit dead-letters resend}. */
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends dead letters to the topics they came from, as they were. They stay where they lie, too.",
            "One whose task is final is refused, since a final state never changes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all were sent", "1:some were refused, or it did not work", "2:the command line was wrong"})
final class ResendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Addresses addresses = new Addresses();

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            converter = IdConverter.class,
            description = "As 'refit dead-letters list' shows it.")
    private List<LetterId> ids = List.of();

    @Option(names = "--all", description = "All of the topic that --topic names.")
    private boolean all;

    @Option(names = "--topic", paramLabel = "T", description = "With --all: the topic they came from.")
    private @Nullable String topic;

    @Option(names = "--force", description = "Also those whose tasks are final.")
    private boolean force;

    @Override
    public Integer call() throws SQLException {
        if (all == ids.isEmpty() && all == (topic != null)) {
            try (Messages kafka = addresses.kafka()) {
                return resend(kafka);
            }
        }
        throw new ParameterException(spec.commandLine(), "which? (expected: one ID or more, or --all --topic T)");
    }

    private int resend(Messages kafka) throws SQLException {
        var letters = new Letters(kafka);
        List<Letter> chosen = all
                ? letters.since(Instant.EPOCH, topic)
                : ids.stream().distinct().map(letters::find).toList();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<UUID, String> ends = ends(chosen);
        List<Letter> sendable = new ArrayList<>();
        for (Letter letter : chosen) {
            String end = letter.task() == null ? null : ends.get(letter.task());
            if (end != null) {
                err.println("refused: " + letter.id() + ": its task " + letter.task() + " is " + end
                        + ", and a final state never changes (--force sends it all the same)");
            } else if (!kafka.topics().contains(letter.topic())) {
                err.println("refused: " + letter.id() + ": there is no topic " + letter.topic());
            } else {
                sendable.add(letter);
            }
        }
        kafka.send(
                sendable.stream().map(Letter::again).toList(),
                sent -> out.println("sent: " + Words.harmless(String.valueOf(sent.key())) + " to " + sent.topic()));
        out.println(sendable.size() + " of " + chosen.size() + " sent");
        out.flush();
        err.flush();
        return sendable.size() == chosen.size() ? 0 : 1;
    }

    private Map<UUID, String> ends(List<Letter> letters) throws SQLException {
        List<UUID> tasks =
                letters.stream().map(Letter::task).filter(Objects::nonNull).toList();
        if (force || tasks.isEmpty()) {
            return Map.of();
        }
        try (Connection database = addresses.database()) {
            return FinalTasks.among(tasks, database);
        }
    }
}
