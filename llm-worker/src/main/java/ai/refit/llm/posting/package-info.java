/**
 * Postings: pages as plain text, what stands in it by rules when no language model is asked, and the posting that comes of
 * an analyst's findings, whoever made them.
 */
@NullMarked
package ai.refit.llm.posting;

import org.jspecify.annotations.NullMarked;
