package ai.refit.llm.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which charset a page is written. Pages that say EUC-KR hold what only its extension CP949 has (똠, 뷁), as browsers know.
 *
 * @param header as the header Content-Type names it; null when it does not
 */
record PageCharset(@Nullable String header) {

    /** Browsers look no further than 1,024 bytes; some pages have longer comments before. */
    private static final int HEAD = 4_096;

    private static final Charset KOREAN = Charset.forName("x-windows-949");
    private static final Pattern DECLARED =
            Pattern.compile("(?i)<(?:meta|\\?xml)\\b[^>]*?(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w.:-]+)");

    String decode(byte[] page) {
        int bom = 0;
        Charset charset;
        if (begins(page, 0xEF, 0xBB, 0xBF)) {
            charset = StandardCharsets.UTF_8;
            bom = 3;
        } else if (begins(page, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            bom = 2;
        } else if (begins(page, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            bom = 2;
        } else {
            charset = named(header).or(() -> declared(page)).orElseGet(() -> guessed(page));
        }
        return new String(page, bom, page.length - bom, charset);
    }

    private static Optional<Charset> declared(byte[] page) {
        String head = new String(page, 0, Math.min(page.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARED.matcher(head);
        return declaration.find() ? named(declaration.group(1)).map(PageCharset::readable) : Optional.empty();
    }

    /** A declaration that could be read as ASCII does not stand in UTF-16. */
    private static Charset readable(Charset declared) {
        return declared.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : declared;
    }

    private static Charset guessed(byte[] page) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(page));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException other) {
            return KOREAN;
        }
    }

    private static Optional<Charset> named(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        String plain = name.strip().toLowerCase(Locale.ROOT);
        try {
            return Optional.of(
                    switch (plain) {
                        case "euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "cp949", "ms949", "windows-949" -> KOREAN;
                        default -> Charset.forName(plain);
                    });
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static boolean begins(byte[] page, int... mark) {
        if (page.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((page[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
