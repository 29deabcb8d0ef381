/**
 * The tool that made the static embedder's table: takes the word-piece embeddings out of a published multilingual BERT
 * checkpoint, weighs and whitens them with word frequencies of a small corpus. Nothing here runs in the service.
 */
@NullMarked
package ai.refit.embedding.fitting;

import org.jspecify.annotations.NullMarked;
