package ai.refit.llm.budget;

/**
 * By what an answer is kept: the same caller who asks the same with the same prompt gets it again.
 *
 * @param caller whose answers these are; empty when not known
 * @param prompt version of the prompt
 * @param digest SHA-256 of what is asked about, in hexadecimal
 */
public record Question(String caller, String prompt, String digest) {}
