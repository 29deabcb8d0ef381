package ai.refit.llm.document;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at the filters that streams of a file name. Two filters that unpack, one upon the other, multiply: a few kilobytes
 * become gigabytes without a byte of the file being read meanwhile, which no {@link ReadingBudget} would see. No program that
 * writes documents for people does that.
 */
final class StreamFilters {

    private static final Pattern FILTERS = Pattern.compile(
            "/(?:F|#46)(?:i|#69)(?:l|#6[cC])(?:t|#74)(?:e|#65)(?:r|#72)\\s*(\\[[^\\]]{0,400}\\]|\\d+\\s+\\d+\\s+R)");
    private static final Pattern NAME = Pattern.compile("/([^\\s/\\[\\]<>()]+)");
    private static final Pattern ESCAPED = Pattern.compile("#([0-9a-fA-F]{2})");
    private static final Set<String> UNPACKING =
            Set.of("FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL", "CCITTFaxDecode", "JBIG2Decode");

    private StreamFilters() {}

    static boolean multiply(byte[] pdf) {
        String file = new String(pdf, StandardCharsets.ISO_8859_1);
        return FILTERS.matcher(file)
                .results()
                .map(found -> found.group(1))
                .anyMatch(value -> !value.startsWith("[") || unpacking(value) > 1);
    }

    private static long unpacking(String filters) {
        return NAME.matcher(filters)
                .results()
                .map(name -> ESCAPED.matcher(name.group(1))
                        .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16))))
                .filter(UNPACKING::contains)
                .distinct()
                .count();
    }
}
