package ai.refit.standalone.deadletters;

import ai.refit.contracts.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Strangers' bytes as text for a terminal, which obeys control characters. Times are local. */
final class Words {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int BYTES_A_LINE = 32;

    private Words() {}

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** On one line. */
    static String harmless(String text) {
        return text.replaceAll("\\p{Cntrl}", "\u00b7");
    }

    /** JSON over several lines, another text as it is, anything else in hexadecimal digits. */
    static String body(byte @Nullable [] value) {
        if (value == null) {
            return "(no body)";
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return hexadecimal(value);
        }
        try {
            return Json.mapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Json.mapper().readTree(text));
        } catch (JacksonException e) {
            boolean isReadable = text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return isReadable ? text : hexadecimal(value);
        }
    }

    /** Columns as wide as their widest cell; the first row is the heading. */
    static List<String> table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(c ->
                        rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(c ->
                                row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }

    private static String hexadecimal(byte[] value) {
        return IntStream.iterate(0, from -> from < value.length, from -> from + BYTES_A_LINE)
                .mapToObj(from ->
                        HexFormat.ofDelimiter(" ").formatHex(value, from, Math.min(from + BYTES_A_LINE, value.length)))
                .collect(Collectors.joining("\n"));
    }
}
