package ai.refit.embedding.evaluation;

import ai.refit.embedding.index.FusionWeights;
import java.util.List;

/**
 * A part of the search measured alone.
 *
 * @param tiers whether shared jobs and skills come first, as in the service
 */
record Ablation(String name, FusionWeights weights, boolean tiers) {

    /** Each part alone, all parts fused, and what the service answers. */
    static List<Ablation> of(FusionWeights fused) {
        return List.of(
                new Ablation("lexical", fused.lexicalOnly(), false),
                new Ablation("dense", fused.denseOnly(), false),
                new Ablation("alias", fused.aliasOnly(), false),
                new Ablation("fused", fused, false),
                new Ablation("recommended", fused, true));
    }
}
