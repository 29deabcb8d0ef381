/** Messages that nobody could read or serve, for the person on call: what lies there, why, and back to where it came from. */
@NullMarked
package ai.refit.standalone.deadletters;

import org.jspecify.annotations.NullMarked;
