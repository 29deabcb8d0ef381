/** Who made a result, from what, and what it cost. */
@NullMarked
package ai.refit.contracts.model;

import org.jspecify.annotations.NullMarked;
