/**
 * What is said to a language model: instructions in versioned files, and the texts it reads, fenced so that nothing inside
 * them can pass for an instruction of ours.
 */
@NullMarked
package ai.refit.llm.prompt;

import org.jspecify.annotations.NullMarked;
