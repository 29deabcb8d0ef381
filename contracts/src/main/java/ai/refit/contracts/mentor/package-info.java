/** What is said about mentors: the profile, its changes on the compacted topic, and that a change is searchable. */
@NullMarked
package ai.refit.contracts.mentor;

import org.jspecify.annotations.NullMarked;
