package ai.refit.standalone.deadletters;

import ai.refit.contracts.json.Json;
import ai.refit.standalone.surroundings.Addresses;
import ai.refit.standalone.surroundings.Messages;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code refit dead-letters list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the dead letters, oldest first.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Addresses addresses = new Addresses();

    @Option(names = "--topic", paramLabel = "T", description = "Only those that came from this topic.")
    private @Nullable String topic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Only those of this last time, such as 30m, 12h or 1d.")
    private @Nullable Duration since;

    @Option(names = "--json", description = "Answers as JSON, for scripts.")
    private boolean json;

    @Override
    public Integer call() {
        List<Letter> letters;
        try (Messages kafka = addresses.kafka()) {
            letters = new Letters(kafka)
                    .since(since == null ? Instant.EPOCH : Instant.now().minus(since), topic);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(letters.stream().map(ListCommand::fields).toList()));
        } else if (letters.isEmpty()) {
            out.println("no dead letters");
        } else {
            print(letters, out);
        }
        out.flush();
        return 0;
    }

    private static void print(List<Letter> letters, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "WHEN", "ORIGIN", "ABOUT", "REASON"));
        var counts = new TreeMap<String, Integer>();
        for (Letter letter : letters) {
            String again = letter.resentFrom().isEmpty() ? "" : "; again, after " + letter.resentFrom();
            rows.add(List.of(
                    letter.id().toString(),
                    Words.moment(letter.at()),
                    Words.harmless(letter.origin()),
                    Words.harmless(letter.subject()),
                    Words.harmless(letter.reason() + again)));
            counts.merge(letter.message().topic(), 1, Integer::sum);
        }
        Words.table(rows).forEach(out::println);
        out.println(letters.size()
                + (letters.size() == 1 ? " dead letter: " : " dead letters: ")
                + counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private static Map<String, Object> fields(Letter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", letter.id().toString());
        fields.put("at", letter.at());
        fields.put("topic", letter.topic());
        fields.put("origin", letter.origin());
        fields.put("about", letter.subject());
        fields.put("reason", letter.reason());
        fields.put("resent_from", letter.resentFrom());
        return fields;
    }

    /** {@code 1d} and the like. */
    static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return DurationStyle.detectAndParse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is no time (expected: such as 30m, 12h or 1d)");
            }
        }
    }
}
