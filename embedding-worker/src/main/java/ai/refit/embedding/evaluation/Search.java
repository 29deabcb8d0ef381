package ai.refit.embedding.evaluation;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.recommendation.Evaluation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.evaluation.Documents.Document;
import ai.refit.embedding.evaluation.Queries.Query;
import ai.refit.embedding.index.FusionWeights;
import ai.refit.embedding.index.IndexedMentor;
import ai.refit.embedding.index.Matching;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.index.MentorText;
import ai.refit.embedding.index.RankFigures;
import ai.refit.embedding.model.Embedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The service's own index and matching over a documents file. */
final class Search implements AutoCloseable {

    /** A right answer below this rank counts as not found. */
    static final int DEPTH = 100;

    private static final int BATCH = 256;

    private final Documents documents;
    private final MentorIndex index;
    private final Matching matching;

    private Search(Documents documents, MentorIndex index, Matching matching) {
        this.documents = documents;
        this.index = index;
        this.matching = matching;
    }

    /** @param progress told how many documents are indexed */
    static Search over(
            Documents documents,
            Path directory,
            Embedder embedder,
            Aliases aliases,
            FusionWeights weights,
            IntConsumer progress) {
        MentorIndex index = MentorIndex.open(directory, embedder.dimension(), aliases);
        List<Document> all = documents.all();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Document> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            List<String> texts = batch.stream()
                    .map(document -> MentorText.passage(document.mentor()))
                    .toList();
            float[][] vectors = embedder.embed(texts, TextKind.PASSAGE);
            List<IndexedMentor> mentors = new ArrayList<>(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                mentors.add(new IndexedMentor(batch.get(i).mentor(), 1, vectors[i]));
            }
            index.put(mentors);
            progress.accept(from + batch.size());
        }
        index.refresh();
        return new Search(documents, index, new Matching(index, embedder, weights));
    }

    /**
     * Asks every query as {@code interest}.
     *
     * @param tiers whether shared jobs and skills come first, as in the service
     * @param progress told how many queries are answered
     */
    Evaluation run(String name, List<Query> queries, FusionWeights weights, boolean tiers, IntConsumer progress) {
        var figures = new RankFigures();
        int asked = 0;
        for (Query query : queries) {
            var request = new RecommendationRequest(null, query.text(), List.of(), List.of(), null, 20, false, false);
            List<Long> found = matching.ranks(request, DEPTH, weights, tiers);
            int rank = found.indexOf(query.right().mentor().userId()) + 1;
            figures.add(rank, GradedGain.at10(found, query.right(), documents));
            progress.accept(++asked);
        }
        return figures.over(name);
    }

    @Override
    public void close() {
        index.close();
    }
}
