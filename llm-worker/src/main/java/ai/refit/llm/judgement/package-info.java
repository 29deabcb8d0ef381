/**
 * The offline judge: what a résumé and a chat show of a posting's requirements, by rules that look for evidence, and what
 * follows from it. Its sentences are templates of the wording, filled with what was found.
 */
@NullMarked
package ai.refit.llm.judgement;

import org.jspecify.annotations.NullMarked;
