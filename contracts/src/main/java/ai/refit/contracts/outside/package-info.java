/** What may be asked in the network outside, on behalf of people who hand in URLs. */
@NullMarked
package ai.refit.contracts.outside;

import org.jspecify.annotations.NullMarked;
