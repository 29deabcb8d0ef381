package ai.refit.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refit bench}: measures what the README states. Exit code 1 when a target is missed. */
@Command(
        name = "refit bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the system as 'refit run' starts it, beside a baseline measured in the same run.",
            "Takes about 15 minutes with everything."
        })
public final class Bench implements Callable<Integer> {

    /** What can be measured. */
    enum What {
        SEARCH,
        STARTUP,
        BARE,
        RECOMMEND,
        THROUGHPUT,
        UPSERT,
        DOCUMENTS
    }

    @Parameters(arity = "0..*", paramLabel = "WHAT", description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<What> chosen = new ArrayList<>();

    @Option(names = "--seconds", defaultValue = "60", description = "Under 32 at a time. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "30", description = "Seconds before that. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--requests",
            defaultValue = "100",
            description = "Of the load test 5 at a time, and of the upserts. Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(names = "--rounds", defaultValue = "5", description = "Taken in turns. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--starts", defaultValue = "3", description = "Of each kind. Default: ${DEFAULT-VALUE}.")
    private int starts;

    @Option(names = "--mentors", defaultValue = "10000", description = "To choose from. Default: ${DEFAULT-VALUE}.")
    private int mentors;

    @Option(
            names = "--search-mentors",
            defaultValue = "100000",
            description = "Of the search. Default: ${DEFAULT-VALUE}.")
    private int searchMentors;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${REFIT_DATA:-.refit}/bench",
            description = "Emptied before and after. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("bench");

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "For the JVM of the system, such as -XX:StartFlightRecording=…; may be repeated.")
    private List<String> jvm = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures there.")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = new Settings(
                requests,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                rounds,
                requests,
                starts,
                mentors,
                searchMentors,
                data.toAbsolutePath().normalize(),
                jvm);
        Set<What> all = chosen.isEmpty() ? EnumSet.allOf(What.class) : EnumSet.copyOf(chosen);
        claim(settings.data());
        try {
            var report = new Report(Machine.here(), measure(settings, all, Bench::say));
            new PrintStream(System.out, true, StandardCharsets.UTF_8).print(report.table());
            if (json != null) {
                Files.write(json, report.json());
            }
            return report.isAllMet() ? 0 : 1;
        } finally {
            empty(settings.data());
        }
    }

    static List<Figure> measure(Settings settings, Set<What> all, Progress progress)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        if (all.contains(What.SEARCH)) {
            figures.addAll(Searching.measure(settings.searchMentors(), progress));
        }
        if (all.contains(What.STARTUP)) {
            figures.addAll(new Starts(settings, progress).measure());
        }
        if (all.stream().anyMatch(EnumSet.range(What.BARE, What.UPSERT)::contains)) {
            figures.addAll(onOneSystem(settings, all, progress));
        }
        if (all.contains(What.DOCUMENTS)) {
            figures.addAll(new Documents(settings, progress).measure());
        }
        return figures;
    }

    private static List<Figure> onOneSystem(Settings settings, Set<What> all, Progress progress)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        progress.say("starting the system");
        try (var system = RunningSystem.start(settings.data().resolve("system"), settings.jvm(), "--empty")) {
            progress.say("importing %,d mentors".formatted(settings.mentors()));
            system.importMentors(new Crowd(1).mentors(1, settings.mentors()), settings.mentors());
            try (var contest = Contest.open(settings, system, progress)) {
                if (all.contains(What.BARE)) {
                    figures.addAll(contest.bare());
                }
                if (all.contains(What.RECOMMEND)) {
                    figures.addAll(contest.recommend());
                }
                if (all.contains(What.THROUGHPUT)) {
                    figures.addAll(contest.throughput());
                }
            }
            if (all.contains(What.UPSERT)) {
                progress.say("putting %d mentors".formatted(settings.upserts()));
                figures.addAll(Upserts.measure(system, settings.upserts()));
            }
        }
        return figures;
    }

    private static void say(String what) {
        System.err.println("  " + what);
    }

    /** Only what is new, empty or left by an earlier bench is emptied. */
    private static void claim(Path directory) throws IOException {
        Path mark = directory.resolve("of-the-bench");
        if (Files.exists(directory) && !Files.exists(mark)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new IOException(directory + " is not empty and not the bench's: choose another --data");
                }
            }
        }
        empty(directory);
        Files.createDirectories(directory);
        Files.createFile(mark);
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
