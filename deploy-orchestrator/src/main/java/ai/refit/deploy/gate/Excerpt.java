package ai.refit.deploy.gate;

/** The beginning of a text that others wrote, for one sentence. */
final class Excerpt {

    private static final int LENGTH = 200;

    private Excerpt() {}

    static String of(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.codePointCount(0, line.length()) <= LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LENGTH)) + "…";
    }
}
