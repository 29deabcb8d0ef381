/**
 * The mentor index and the matching on it: candidates by words, character n-grams, concepts and vectors; scores fused
 * with tuned weights; tiers by shared job, shared skill and response rate; reasons that point into the profile.
 */
@NullMarked
package ai.refit.embedding.index;

import org.jspecify.annotations.NullMarked;
