package ai.refit.embedding.evaluation;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.recommendation.Evaluation;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.evaluation.Pairs.Pair;
import ai.refit.embedding.evaluation.Queries.Query;
import ai.refit.embedding.index.FusionWeights;
import ai.refit.embedding.model.Embedder;
import ai.refit.embedding.model.EmbedderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refit evaluate}: how well the search finds the right document, part by part, and how well the embedder does alone. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the search on documents and labelled queries, and the embedder on sentence pairs.",
        footer = {
            "",
            "DOCUMENTS  JSON Lines or a JSON array; of each object id, name (or title), summary, duties",
            "           (or description), certificates (or tags), keco. They are searched as mentors.",
            "QUERIES    tab-separated, with the columns query and id of the right document.",
            "PAIRS      tab-separated, with the columns score, sentence1, sentence2.",
            "",
            "  refit evaluate --documents occupations.jsonl --queries synonyms.tsv",
            "  refit evaluate --pairs sts-dev.tsv",
            "  refit evaluate --pairs sts-dev.tsv --embedder e5-small --query-prefix 'query: ' --passage-prefix 'query: '"
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--documents", paramLabel = "FILE", description = "What is searched.")
    private @Nullable Path documents;

    @Option(names = "--queries", paramLabel = "FILE", description = "What is asked, with the right answers.")
    private @Nullable Path queries;

    @Option(names = "--pairs", paramLabel = "FILE", description = "Sentence pairs with their similarity.")
    private @Nullable Path pairs;

    @Option(names = "--limit", paramLabel = "N", description = "Ask only N queries, spread evenly over the file.")
    private @Nullable Integer limit;

    @Option(names = "--weights", paramLabel = "FILE", description = "Fusion weights other than the shipped ones.")
    private @Nullable Path weights;

    @Option(names = "--aliases", paramLabel = "DIR", description = "Tables that extend the shipped aliases.")
    private @Nullable Path aliases;

    @Mixin
    private EmbedderOptions embedders = new EmbedderOptions();

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        checkOptions(command);
        try (Embedder embedder = embedders.open()) {
            if (documents != null && queries != null) {
                search(documents, queries, embedder, out, err);
            }
            if (pairs != null) {
                sentences(pairs, embedder, out);
            }
            return 0;
        } catch (FileFault | IllegalArgumentException | UncheckedIOException fault) {
            err.println("refit evaluate: " + fault.getMessage());
            err.flush();
            return 1;
        }
    }

    private void checkOptions(CommandSpec command) {
        if ((documents == null) != (queries == null)) {
            throw new ParameterException(command.commandLine(), "--documents and --queries belong together");
        }
        if (documents == null && pairs == null) {
            throw new ParameterException(
                    command.commandLine(), "nothing to measure: give --documents and --queries, or --pairs");
        }
        if (limit != null && limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit " + limit + " (expected: at least 1)");
        }
    }

    private void search(Path documentsFile, Path queriesFile, Embedder embedder, PrintWriter out, PrintWriter err) {
        Documents read = Documents.read(documentsFile);
        List<Query> asked = spread(Queries.read(queriesFile, read));
        FusionWeights fused = weights == null ? FusionWeights.shipped() : FusionWeights.read(weights);
        Path directory = temporaryDirectory();
        try (Search search = Search.over(
                read,
                directory,
                embedder,
                Aliases.load(aliases),
                fused,
                progress(err, "indexed", read.all().size()))) {
            out.printf("%d documents, %d queries, embedder %s%n", read.all().size(), asked.size(), embedder.name());
            List<Evaluation> rows = new ArrayList<>();
            for (Ablation part : Ablation.of(fused)) {
                IntConsumer progress = progress(err, part.name(), asked.size());
                rows.add(search.run(part.name(), asked, part.weights(), part.tiers(), progress));
            }
            print(rows, out);
        }
    }

    private List<Query> spread(List<Query> all) {
        if (limit == null || limit >= all.size()) {
            return all;
        }
        List<Query> kept = new ArrayList<>(limit);
        for (int i = 0; i < limit; i++) {
            kept.add(all.get((int) ((long) i * all.size() / limit)));
        }
        return kept;
    }

    private static void print(List<Evaluation> rows, PrintWriter out) {
        out.printf("%-12s %7s %7s %7s %7s %7s %8s%n", "", "hit@1", "hit@3", "hit@5", "hit@10", "MRR", "nDCG@10");
        for (Evaluation row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %7.4f %7.4f %7.4f %7.4f %7.4f %8.4f%n",
                    row.method(),
                    row.hitAt1(),
                    row.hitAt3(),
                    row.hitAt5(),
                    row.hitAt10(),
                    row.mrr(),
                    row.ndcgAt10());
        }
        out.flush();
    }

    private static void sentences(Path file, Embedder embedder, PrintWriter out) {
        List<Pair> read = Pairs.read(file);
        float[][] first = embedder.embed(read.stream().map(Pair::first).toList(), TextKind.PASSAGE);
        float[][] second = embedder.embed(read.stream().map(Pair::second).toList(), TextKind.PASSAGE);
        double[] cosines = new double[read.size()];
        for (int i = 0; i < cosines.length; i++) {
            for (int d = 0; d < first[i].length; d++) {
                cosines[i] += (double) first[i][d] * second[i][d];
            }
        }
        double[] scores = read.stream().mapToDouble(Pair::score).toArray();
        out.printf(
                Locale.ROOT,
                "%d sentence pairs, embedder %s: Spearman %.2f%n",
                read.size(),
                embedder.name(),
                100 * Spearman.of(cosines, scores));
        out.flush();
    }

    private static IntConsumer progress(PrintWriter err, String what, int total) {
        int step = Math.max(1, total / 5);
        return done -> {
            if (done % step == 0 || done == total) {
                err.println(what + ": " + done + " of " + total);
                err.flush();
            }
        };
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("refit-evaluate");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory", e);
        }
    }
}
