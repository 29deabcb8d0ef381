/** Embedders behind one port: texts in, vectors of unit length out. */
@NullMarked
package ai.refit.embedding.model;

import org.jspecify.annotations.NullMarked;
