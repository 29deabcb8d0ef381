/** Finishes work: the first final report wins, wakes who waits, and answers polling, streams, cancels and lists. */
@NullMarked
package ai.refit.edge.results;

import org.jspecify.annotations.NullMarked;
