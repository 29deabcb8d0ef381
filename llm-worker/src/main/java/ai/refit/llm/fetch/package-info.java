/**
 * Documents and pages from URLs that strangers hand in: asked only where that is permitted, read only as far as is bearable.
 */
@NullMarked
package ai.refit.llm.fetch;

import org.jspecify.annotations.NullMarked;
