/**
 * Résumés: read by rules and tables of words, and the analysis assembled from an analyst's findings, whoever the analyst
 * was.
 */
@NullMarked
package ai.refit.llm.resume;

import org.jspecify.annotations.NullMarked;
