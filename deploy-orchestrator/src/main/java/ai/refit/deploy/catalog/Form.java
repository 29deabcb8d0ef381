package ai.refit.deploy.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * How a value is written.
 *
 * @param expected as it is told to people
 * @param instead of a wrong value, so that reading can go on
 * @param isSecret whether the value is kept out of messages
 * @param isTemplate whether it may have {@link Placeholders}
 * @param parser throws on what is wrong
 */
record Form<T>(String expected, T instead, boolean isSecret, boolean isTemplate, Parser<T> parser) {

    private static final Pattern DURATION_TEXT = Pattern.compile("\\d{1,9}(ms|s|m|h|d)");
    private static final Pattern SIZE_TEXT = Pattern.compile("\\d{1,9}(B|KB|MB|GB|TB)");
    private static final Pattern NAME_TEXT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern VARIABLE_TEXT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ROUTE_TEXT = Pattern.compile("/[^\\s#]*");
    private static final Pattern LISTEN_TEXT = Pattern.compile("[A-Za-z0-9.-]*:(\\d{1,5})");

    static final Form<String> TEXT =
            form("text", "", text -> text).where(text -> !text.isBlank(), "text that is not empty");
    static final Form<String> VALUE = form("text", "", text -> text);
    static final Form<String> WORD = TEXT.template();
    static final Form<String> NAME = form("1 to 63 lower-case letters, digits, ., _ and -", "", text -> text)
            .where(NAME_TEXT.asMatchPredicate());
    static final Form<String> VARIABLE = form("the name of an environment variable, not REFIT_…", "", text -> text)
            .where(VARIABLE_TEXT.asMatchPredicate())
            .where(text -> !text.startsWith("REFIT_"));
    static final Form<String> ROUTE =
            form("a path that begins with /", "/", text -> text).where(ROUTE_TEXT.asMatchPredicate());
    static final Form<String> ADDRESS =
            form("an http(s) address", "", text -> text).where(Form::isAddress);
    static final Form<String> LISTEN = form("an address to listen on, as :8080 or 127.0.0.1:8080", "", text -> text)
            .where(text -> LISTEN_TEXT.matcher(text).matches() && isPort(listenPort(text)));
    static final Form<Path> PATH = form(
                    "an absolute path", Path.of(""), text -> Path.of(text).normalize())
            .where(path -> path.isAbsolute() && path.getNameCount() > 0);
    static final Form<Boolean> SWITCH = form("true or false", false, text -> switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException();
    });
    static final Form<Integer> PORT =
            form("a port between 1 and 65535", 0, Integer::valueOf).where(Form::isPort);
    static final Form<Double> POSITIVE_NUMBER =
            form("a number above 0", 1.0, Double::valueOf).where(number -> number > 0 && Double.isFinite(number));
    static final Form<Long> SIZE = form("a size such as 500KB, 10MB or 1GB", 0L, Form::size);
    static final Form<Duration> DURATION =
            form("a duration such as 200ms, 10s, 5m, 1h or 7d", Duration.ZERO, Form::duration);
    static final Form<Duration> POSITIVE_DURATION =
            DURATION.where(Duration::isPositive, "a duration above 0 such as 200ms, 10s, 5m, 1h or 7d");

    static <T> Form<T> form(String expected, T instead, Parser<T> parser) {
        return new Form<>(expected, instead, false, false, parser);
    }

    static Form<Integer> count(int lowest, int highest) {
        return form("a number from " + lowest + " to " + highest, lowest, Integer::valueOf)
                .where(number -> number >= lowest && number <= highest);
    }

    /** Written in lower case. */
    static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
        E[] all = type.getEnumConstants();
        String words = Arrays.stream(all).map(Form::word).collect(Collectors.joining(", "));
        return form(
                "one of " + words,
                all[0],
                text -> Arrays.stream(all)
                        .filter(each -> word(each).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    Form<T> where(Predicate<T> condition, String stricter) {
        return new Form<>(stricter, instead, isSecret, isTemplate, text -> {
            T value = parser.parse(text);
            if (!condition.test(value)) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    Form<T> where(Predicate<T> condition) {
        return where(condition, expected);
    }

    Form<T> secret() {
        return new Form<>(expected, instead, true, isTemplate, parser);
    }

    Form<T> template() {
        return new Form<>(expected, instead, isSecret, true, parser);
    }

    boolean accepts(String text) {
        return parse(text) != null;
    }

    @Nullable
    T parse(String text) {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** Of something that {@link #LISTEN} accepts. */
    static int listenPort(String listen) {
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65_535;
    }

    private static boolean isAddress(String text) {
        URI uri = URI.create(text);
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
    }

    private static Duration duration(String text) {
        if (!DURATION_TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return DurationStyle.SIMPLE.parse(text);
    }

    private static long size(String text) {
        if (!SIZE_TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return DataSize.parse(text).toBytes();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    interface Parser<T> {

        T parse(String text);
    }
}
