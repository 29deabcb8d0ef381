package ai.refit.llm.prompt;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Lines around a text that nobody who wrote the text could know. What looks like such a line inside is pulled apart with
 * spaces, which citations do not mind.
 */
record Fence(String boundary) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    static Fence random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Fence(HexFormat.of().formatHex(bytes));
    }

    String around(Passage passage) {
        return "<<<BEGIN " + passage.label() + " " + boundary + ">>>\n" + harmless(passage.text()) + "\n<<<END "
                + passage.label() + " " + boundary + ">>>\n";
    }

    private String harmless(String text) {
        return text.replace("<<<", "< < <")
                .replace(">>>", "> > >")
                .replace(boundary, String.join(" ", boundary.split("")));
    }
}
