package ai.refit.llm.fakegemini;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refit fake-gemini}: the double on its own, until it is stopped. */
@Command(
        name = "fake-gemini",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Speaks the protocol of Vertex AI on this machine, so that the Gemini path can be tried without an account.",
        footer = {
            "",
            "  refit fake-gemini",
            "  refit fake-gemini --mode slow --delay 10s",
            "  refit fake-gemini --mode rate-limited,rate-limited,well"
        })
public final class FakeGeminiCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8040", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            defaultValue = "well",
            description = {
                "One, or several with commas: each for one call in turn, the last one for all that follow.",
                "Default: ${DEFAULT-VALUE}. All: ${COMPLETION-CANDIDATES}."
            })
    private List<FakeMode> modes = List.of();

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Time.class,
            description =
                    "Of each answer in mode slow, and the wait that rate-limited asks for. Default: ${DEFAULT-VALUE}.")
    private Duration delay = Duration.ZERO;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Refuses more than N calls at a time as rate-limited does. Default: takes any number.")
    private int capacity = Integer.MAX_VALUE;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (port < 0 || port > 65_535) {
            throw new ParameterException(command.commandLine(), "--port: " + port + " (expected: 0 to 65535)");
        }
        try (var fake = FakeGemini.start(port, delay, modes.toArray(FakeMode[]::new))) {
            fake.takeAtATime(capacity);
            var out = command.commandLine().getOut();
            out.println("Answering on 127.0.0.1:" + fake.port() + ", mode " + modes + ". Point the worker at it with");
            out.println("  GEMINI_ENDPOINT=plaintext:127.0.0.1:" + fake.port() + " GEMINI_API_KEY=fake ./refit run");
            out.flush();
            fake.await();
            return 0;
        } catch (UncheckedIOException e) {
            command.commandLine().getErr().println("refit: port " + port + " is in use: choose another --port");
            return 1;
        }
    }

    static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            return DurationStyle.detectAndParse(value);
        }
    }
}
