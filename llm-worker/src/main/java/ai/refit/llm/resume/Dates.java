package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds dates and ranges of dates in lines, in the ways in which Korean and English résumés write them. */
final class Dates {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String NAMES = "janfebmaraprmayjunjulaugsepoctnovdec";

    private static final String DASH = "\\s*[)\\]]?\\s*(?:부터)?\\s*[~∼〜～\\-–—−―→]+\\s*[(\\[]?\\s*";

    /** One date; longer forms come first. Blanks that tell months from days apart are never optional around hyphens. */
    private static final Pattern POINT = pattern("(?<![\\d,.$₩/\\p{IsLatin}-])(?:"
            // 2020.03.01, 2020-03, 2020년 3월
            + "(?<y1>YEAR)\\s?(?:\\.\\s?|-|/|년\\s?)(?<m1>MONTH)(?!\\d)"
            + "(?:(?:\\.\\s?|-|/|월\\s?)(?<d1>DAY)(?!\\d|\\s?년|\\s?[.]\\d)일?)?(?:월|\\.(?!\\d))?"
            // '20.3, 20년 3월
            + "|(?:['’‘`](?<y2>\\d\\d)\\s?(?:\\.\\s?|-|/|년\\s?)|(?<y3>\\d\\d)년\\s?)(?<m2>MONTH)(?!\\d)월?"
            // March 1, 2020; Mar. 2020; Mar '20
            + "|(?<n1>NAME)\\.?,?\\s*(?:DAY(?:st|nd|rd|th)?,\\s*)?(?:(?<y4>YEAR)|['’‘](?<y5>\\d\\d))"
            // 1 March 2020
            + "|DAY(?:st|nd|rd|th)?\\s+(?<n2>NAME)\\.?,?\\s+(?<y6>YEAR)"
            // 2020 Mar
            + "|(?<y7>YEAR)\\s+(?<n3>NAME)\\b"
            // 03/01/2020, 01.03.2020
            + "|(?<a>DAY)(?<sep>[/.])(?<b>DAY)[/.](?<y8>YEAR)"
            // 03/2020
            + "|(?<m3>MONTH)[/.](?<y9>YEAR)"
            // Summer 2020
            + "|(?:Spring|Summer|Fall|Autumn|Winter)\\s+(?<y10>YEAR)"
            // 2020, 2020년
            + "|(?<y11>YEAR)(?:학년도|년도|년)?"
            + ")(?!\\d|[,.]\\d{3}|\\s?(?:%|명|개|건|원|만|억)|\\+|x\\d)");

    private static final Pattern CONNECTOR = pattern(DASH + "|\\s+(?:to|until|till|through)\\s+|\\s*부터\\s*|\\s*에서\\s*");
    /** {@code 2020.03 ~} and nothing after it. */
    private static final Pattern OPEN = pattern("\\s*(?:[~∼〜～]|부터|\\s[-–—])\\s*(?=$|[)\\]\\t|,])");

    private static final Pattern LATER_MONTH = pattern("(?<m>MONTH)(?:월|(?![\\d.,/%년-]))");
    private static final Pattern LATER_YEAR = pattern("(?<y>\\d\\d)(?![\\d.,/%월-])");
    private static final Pattern EARLIER_MONTH = pattern("(?<!\\p{IsLatin})(?<n>NAME)\\.?" + DASH + "$");
    private static final Pattern SINCE = pattern("\\b(?:since|from)\\s+$");

    /** Two figures for the year and no mark of it: a date only because both ends look alike. */
    private static final Pattern SHORT = pattern("(?<![\\d.,/])(?<y1>\\d\\d)[./](?<m1>0[1-9]|1[0-2])(?:[./]\\d\\d)?"
            + DASH + "(?:(?<y2>\\d\\d)[./](?<m2>0[1-9]|1[0-2])(?:[./]\\d\\d)?(?!\\d))?");

    private final Pattern present;

    Dates(Words present) {
        this.present = Pattern.compile(present.expression(), FLAGS);
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(
                form.replace("YEAR", "(?:19[5-9]\\d|20[0-4]\\d)")
                        .replace("MONTH", "(?:0[1-9]|1[0-2]|[1-9])")
                        .replace("DAY", "(?:0[1-9]|[12]\\d|3[01]|[1-9])")
                        .replace(
                                "NAME",
                                "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
                                        + "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"),
                FLAGS);
    }

    /** All dates of the line, in its order. */
    List<Dated> in(String line) {
        List<Dated> found = new ArrayList<>();
        Matcher point = POINT.matcher(line);
        int from = 0;
        while (from < line.length()) {
            Optional<Dated> brief = shortRange(line, from);
            boolean any = point.find(from);
            if (brief.isPresent() && (!any || brief.get().start() <= point.start())) {
                found.add(brief.get());
                from = brief.get().end();
            } else if (any) {
                Dated dated = dated(line, point.start(), point.end(), value(point));
                found.add(dated);
                from = dated.end();
            } else {
                break;
            }
        }
        return found;
    }

    /** The first range of the line, else its first date. */
    Optional<Dated> first(String line) {
        List<Dated> all = in(line);
        return all.stream()
                .filter(Dated::isRange)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private Dated dated(String line, int start, int end, String value) {
        Matcher earlier = EARLIER_MONTH.matcher(line.substring(0, start));
        if (value.length() == 7 && earlier.find()) {
            return new Dated(
                    earlier.start(), end, new Period(value.substring(0, 5) + month(earlier.group("n")), value));
        }
        Matcher connector = at(CONNECTOR, line, end);
        if (connector.lookingAt()) {
            Dated range = range(line, start, connector.end(), value);
            if (range != null) {
                return range;
            }
        }
        Matcher since = SINCE.matcher(line.substring(0, start));
        Matcher open = at(OPEN, line, end);
        if (open.lookingAt()) {
            return new Dated(start, open.end(), new Period(value, Period.PRESENT));
        }
        return since.find()
                ? new Dated(since.start(), end, new Period(value, Period.PRESENT))
                : new Dated(start, end, new Period(value, null));
    }

    private @Nullable Dated range(String line, int start, int from, String value) {
        Matcher now = at(present, line, from);
        if (now.lookingAt()) {
            return new Dated(start, now.end(), new Period(value, Period.PRESENT));
        }
        Matcher point = POINT.matcher(line).region(from, line.length());
        if (point.lookingAt()) {
            return new Dated(start, point.end(), new Period(value, value(point)));
        }
        Matcher laterMonth = at(LATER_MONTH, line, from);
        if (value.length() >= 7 && laterMonth.lookingAt()) {
            String end = value.substring(0, 5) + twoFigures(laterMonth.group("m"));
            return new Dated(start, laterMonth.end(), new Period(value, end));
        }
        Matcher laterYear = at(LATER_YEAR, line, from);
        if (value.length() == 4 && laterYear.lookingAt()) {
            return new Dated(start, laterYear.end(), new Period(value, value.substring(0, 2) + laterYear.group("y")));
        }
        return null;
    }

    private Optional<Dated> shortRange(String line, int from) {
        Matcher brief = SHORT.matcher(line);
        if (!brief.find(from)) {
            return Optional.empty();
        }
        String start = century(brief.group("y1")) + "-" + brief.group("m1");
        if (brief.group("y2") != null) {
            String end = century(brief.group("y2")) + "-" + brief.group("m2");
            return Optional.of(new Dated(brief.start(), brief.end(), new Period(start, end)));
        }
        Matcher now = at(present, line, brief.end());
        return now.lookingAt()
                ? Optional.of(new Dated(brief.start(), now.end(), new Period(start, Period.PRESENT)))
                : Optional.empty();
    }

    private static Matcher at(Pattern pattern, String line, int from) {
        return pattern.matcher(line).region(from, line.length()).useTransparentBounds(true);
    }

    private static String value(Matcher point) {
        String year = firstOf(point, "y1", "y4", "y6", "y7", "y8", "y9", "y10", "y11");
        if (year == null) {
            year = century(String.valueOf(firstOf(point, "y2", "y3", "y5")));
        }
        String month = firstOf(point, "m1", "m2", "m3");
        String name = firstOf(point, "n1", "n2", "n3");
        if (name != null) {
            return year + "-" + month(name);
        }
        if (point.group("a") != null) {
            return numeric(year, point);
        }
        String day = point.group("d1");
        return year + (month == null ? "" : "-" + twoFigures(month)) + (day == null ? "" : "-" + twoFigures(day));
    }

    /** Slashes are read as Americans write them, dots as Europeans do; what cannot be a month is the day. */
    private static String numeric(String year, Matcher point) {
        String first = twoFigures(point.group("a"));
        String second = twoFigures(point.group("b"));
        boolean monthFirst = point.group("sep").equals("/");
        String month = monthFirst ? first : second;
        String day = monthFirst ? second : first;
        return month.compareTo("12") > 0 ? year + "-" + day + "-" + month : year + "-" + month + "-" + day;
    }

    private static @Nullable String firstOf(Matcher point, String... groups) {
        for (String group : groups) {
            if (point.group(group) != null) {
                return point.group(group);
            }
        }
        return null;
    }

    private static String month(String name) {
        int at = NAMES.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
        return twoFigures(Integer.toString(at / 3 + 1));
    }

    private static String century(String year) {
        return (Integer.parseInt(year) < 50 ? "20" : "19") + year;
    }

    private static String twoFigures(String number) {
        return number.length() == 1 ? "0" + number : number;
    }
}
