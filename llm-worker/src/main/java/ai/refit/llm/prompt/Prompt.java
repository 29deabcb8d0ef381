package ai.refit.llm.prompt;

/**
 * One question to a language model.
 *
 * @param version of its instructions, such as {@code resume-1}
 * @param instructions ours; they name the boundary behind which nothing is an instruction
 * @param data what it is about, all of it fenced
 * @param digest SHA-256, in hexadecimal, over what is asked about; the same for the same texts, whatever the boundary
 */
public record Prompt(String version, String instructions, String data, String digest) {

    /** Kept out of logs: only what identifies it. */
    @Override
    public String toString() {
        return "Prompt[" + version + " " + digest + "]";
    }
}
