/** Puts away messages that nobody could read, so that they stop nobody and somebody can look at them. */
@NullMarked
package ai.refit.edge.deadletters;

import org.jspecify.annotations.NullMarked;
