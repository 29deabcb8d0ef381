/** The route that has postings read, and the ids under which they are known from then on. */
@NullMarked
package ai.refit.edge.postings;

import org.jspecify.annotations.NullMarked;
