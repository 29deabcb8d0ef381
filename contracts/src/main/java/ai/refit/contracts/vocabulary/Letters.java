package ai.refit.contracts.vocabulary;

/** Which characters of folded text make words, and which only separate the parts of one label. */
final class Letters {

    private Letters() {}

    /** A composed Hangul syllable. */
    static boolean isSyllable(char c) {
        return c >= '\uAC00' && c <= '\uD7A3';
    }

    /** A letter or digit of a script that is not Hangul. */
    static boolean isLatin(char c) {
        return c < 0x80 ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9' : !isSyllable(c) && Character.isLetterOrDigit(c);
    }

    static boolean isWord(char c) {
        return isSyllable(c) || isLatin(c) || c == '+' || c == '#';
    }

    /** Whether the character at {@code i} only separates two parts of one label: {@code node.js}, {@code full-stack}. */
    static boolean isSeparator(String folded, int i) {
        char c = folded.charAt(i);
        return switch (c) {
            case ' ', '_', '·', '・', '‐', '‑', '–', '\'' -> true;
            case '-', '/', '.' ->
                i > 0
                        && i + 1 < folded.length()
                        && (isWord(folded.charAt(i - 1)) || c != '.' && folded.charAt(i - 1) == ' ')
                        && (isWord(folded.charAt(i + 1)) || c != '.' && folded.charAt(i + 1) == ' ');
            default -> false;
        };
    }

    /** The folded text without separators: the form in which labels are equal. */
    static String squeeze(String folded) {
        var out = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            if (folded.charAt(i) != '\n' && !isSeparator(folded, i)) {
                out.append(folded.charAt(i));
            }
        }
        return out.toString();
    }
}
