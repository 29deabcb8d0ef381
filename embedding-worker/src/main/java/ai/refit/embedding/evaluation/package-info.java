/** Measures the search on files of documents and queries, and the embedder on sentence pairs; {@code refit evaluate}. */
@NullMarked
package ai.refit.embedding.evaluation;

import org.jspecify.annotations.NullMarked;
