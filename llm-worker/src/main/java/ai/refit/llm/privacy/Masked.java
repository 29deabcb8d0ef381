package ai.refit.llm.privacy;

import java.util.Map;

/**
 * A text in which a placeholder stands for each piece of personal data, such as {@code [PHONE_1]}; the same data has the same
 * placeholder wherever it stands.
 *
 * @param originals what each placeholder stands for; for {@link #reveal} only, never logged, stored or sent
 * @param counts pieces by kind
 */
public record Masked(String text, Map<String, String> originals, Map<PersonalData, Integer> counts) {

    /** Kept out of logs by having no text of its own. */
    @Override
    public String toString() {
        return "Masked[" + counts + "]";
    }

    /** The text with the placeholders replaced by what they stand for. */
    public String reveal(String masked) {
        String revealed = masked;
        for (var original : originals.entrySet()) {
            revealed = revealed.replace(original.getKey(), original.getValue());
        }
        return revealed;
    }
}
