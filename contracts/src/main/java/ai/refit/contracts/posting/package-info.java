/** Postings, which are job ads: what is handed in to be read, and what was read. */
@NullMarked
package ai.refit.contracts.posting;

import org.jspecify.annotations.NullMarked;
