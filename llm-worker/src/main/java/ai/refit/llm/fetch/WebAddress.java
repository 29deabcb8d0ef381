package ai.refit.llm.fetch;

import ai.refit.llm.document.UnreadableDocument;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URLs as people and servers write them, with blanks and Hangul where a URI must not have them. What is a URI already stays
 * as it is, byte for byte: a signature may depend on it.
 */
final class WebAddress {

    private static final Pattern FORBIDDEN = Pattern.compile("[ \"<>\\\\^`{|}]");
    private static final Pattern NAMED = Pattern.compile("(?i)(https?://)([^/?#]*)(.*)");

    private WebAddress() {}

    static URI parse(String url) {
        try {
            return URI.create(new URI(asciiHost(escaped(url))).toASCIIString());
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw new UnreadableDocument("URL_INVALID", "the URL is malformed (expected: http(s)://host/path)");
        }
    }

    /** Where a redirect leads. */
    static URI resolve(URI base, String location) {
        return base.resolve(parse(location));
    }

    private static String escaped(String url) {
        return FORBIDDEN.matcher(url.strip()).replaceAll(WebAddress::percent);
    }

    private static String percent(MatchResult character) {
        return "%"
                + HexFormat.of().withUpperCase().toHexDigits((byte)
                        character.group().charAt(0));
    }

    private static String asciiHost(String url) {
        Matcher named = NAMED.matcher(url);
        if (!named.matches() || named.group(2).chars().allMatch(c -> c < 0x80)) {
            return url;
        }
        return named.group(1) + IDN.toASCII(named.group(2)) + named.group(3);
    }
}
