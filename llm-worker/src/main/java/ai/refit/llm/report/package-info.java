/**
 * Reports on a résumé and a posting: what is handed to the analyst, and the ten sections made of what comes back. All numbers,
 * grades and comparisons are computed here, and claims whose words stand in no source are dropped.
 */
@NullMarked
package ai.refit.llm.report;

import org.jspecify.annotations.NullMarked;
