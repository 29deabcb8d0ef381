/** Profiles of mentors and mentees: from our own routes or the product backend, and on to the compacted topic. */
@NullMarked
package ai.refit.edge.mentors;

import org.jspecify.annotations.NullMarked;
