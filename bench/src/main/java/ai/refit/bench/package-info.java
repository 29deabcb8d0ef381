/** Measures the figures that the README states, each with its baseline in the same run. */
@NullMarked
package ai.refit.bench;

import org.jspecify.annotations.NullMarked;
