/** The worker's own tables: each mentor's profile with its vector, from which every instance builds its index. */
@NullMarked
package ai.refit.embedding.store;

import org.jspecify.annotations.NullMarked;
