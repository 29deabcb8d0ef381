package ai.refit.llm.posting;

import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A posting as plain text. Of pages that scripts draw, what they hold for machines: title and company first, under labels of
 * their own, then the description; else what a reader of the page sees.
 */
public final class PostingText {

    private static final Pattern HTML = Pattern.compile(
            "(?i)<(?:!doctype|html|head|body|div|p|br|ul|ol|li|table|tr|td|h[1-6]|span|section|article|script|strong|b)\\b[^<>]*>");
    private static final Pattern ESCAPED = Pattern.compile("(?i)&lt;(?:p|br|div|ul|ol|li|h[1-6]|strong|b)\\b");
    /** Below this a page says so little that what it tells other sites of itself is worth reading. */
    private static final int LITTLE = 200;

    /** Pages of people stay far below; the parser's own bound costs seconds on a page that is made to. */
    private static final int DEEPEST = 128;

    /** Many times what the longest posting has. */
    private static final int LONGEST = 100_000;

    private final StructuredData structured = new StructuredData();
    private final Headings headings = new Headings();

    /**
     * @param content a page or a text as it was handed in
     * @return 100,000 characters at most
     */
    public String read(String content) {
        String text = HTML.matcher(content).find() ? ofPage(content) : content.strip();
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    private String ofPage(String content) {
        Document page = parsed(content);
        SequencedMap<String, String> values = structured.of(page);
        String told = told(values);
        if (hasParts(told)) {
            return told;
        }
        String meta = meta(page);
        String seen = PlainLines.of(page);
        if (values.isEmpty() && seen.length() < LITTLE && !meta.isEmpty()) {
            return (meta + "\n\n" + seen).strip();
        }
        return (told + "\n\n" + seen).strip();
    }

    private static String told(Map<String, String> values) {
        var text = new StringBuilder();
        values.forEach((heading, value) -> {
            switch (heading) {
                case "title" -> text.append("공고명: ").append(plain(value)).append('\n');
                case "company" -> text.append("회사명: ").append(plain(value)).append('\n');
                default -> {
                    String plain = plain(value);
                    if (plain.contains("\n") || plain.length() > 60) {
                        text.append("\n## ")
                                .append(heading)
                                .append('\n')
                                .append(plain)
                                .append("\n\n");
                    } else {
                        text.append(heading).append(": ").append(plain).append('\n');
                    }
                }
            }
        });
        return text.toString().strip();
    }

    /** Values hold HTML, escaped HTML or plain lines. */
    private static String plain(String value) {
        String unescaped = ESCAPED.matcher(value).find() ? Parser.unescapeEntities(value, false) : value;
        return HTML.matcher(unescaped).find() ? PlainLines.of(parsed(unescaped)) : unescaped.strip();
    }

    private static Document parsed(String html) {
        return Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(DEEPEST));
    }

    private boolean hasParts(String text) {
        var outline = new Outline(headings, Line.of(text));
        return !outline.items(PostingPart.RESPONSIBILITIES).isEmpty()
                || !outline.items(PostingPart.REQUIREMENTS).isEmpty();
    }

    private static String meta(Document page) {
        Element title = page.selectFirst("meta[property=og:title]");
        Element description = page.selectFirst("meta[property=og:description], meta[name=description]");
        return ((title == null ? page.title() : title.attr("content")) + "\n"
                        + (description == null ? "" : description.attr("content")))
                .strip();
    }
}
