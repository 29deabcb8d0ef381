/** Sample messages for all tests, and what must hold of every message. */
@NullMarked
package ai.refit.contracts;

import org.jspecify.annotations.NullMarked;
