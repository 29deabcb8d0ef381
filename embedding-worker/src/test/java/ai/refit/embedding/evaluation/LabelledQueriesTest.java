package ai.refit.embedding.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.refit.contracts.recommendation.Evaluation;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.evaluation.Queries.Query;
import ai.refit.embedding.index.FusionWeights;
import ai.refit.embedding.model.StaticEmbedder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures on data that is not part of the project; skipped where it is absent. */
class LabelledQueriesTest {

    private static final Path DATA = data().resolve("occupations_ko");

    @TempDir
    Path directory;

    @Test
    void aSampleOfSynonymTitlesFindsItsOccupation() {
        Evaluation found = evaluate(8);

        assertThat(found.hitAt10()).isGreaterThanOrEqualTo(0.70);
        assertThat(found.mrr()).isGreaterThanOrEqualTo(0.49);
    }

    @Tag("full")
    @Test
    void allSynonymTitlesFindTheirOccupation() {
        Evaluation found = evaluate(1);

        assertThat(found.hitAt10()).isGreaterThanOrEqualTo(0.72);
        assertThat(found.mrr()).isGreaterThanOrEqualTo(0.52);
    }

    private Evaluation evaluate(int every) {
        assumeThat(DATA).as("REFIT_TEST_DATA with occupations_ko").isDirectory();
        Documents documents = Documents.read(DATA.resolve("occupations_ko.jsonl"));
        List<Query> all = Queries.read(DATA.resolve("synonym_queries.dev.tsv"), documents);
        List<Query> asked = IntStream.range(0, all.size())
                .filter(i -> i % every == 0)
                .mapToObj(all::get)
                .toList();
        FusionWeights weights = FusionWeights.shipped();
        try (var embedder = StaticEmbedder.shipped();
                Search search = Search.over(documents, directory, embedder, Aliases.shipped(), weights, _ -> {})) {
            return search.run("recommended", asked, weights, true, _ -> {});
        }
    }

    private static Path data() {
        String named = System.getenv("REFIT_TEST_DATA");
        if (named != null) {
            return Path.of(named);
        }
        Path beside = Path.of("..", "..", "shared", "data");
        return Files.isDirectory(beside) ? beside : Path.of("..", "shared", "data");
    }
}
