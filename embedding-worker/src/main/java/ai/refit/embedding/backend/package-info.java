/** Vectors back to the product backend, for those who keep a column of them there. Off by default. */
@NullMarked
package ai.refit.embedding.backend;

import org.jspecify.annotations.NullMarked;
