package ai.refit.llm.resume;

import ai.refit.llm.analyst.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads sections whose entries are single lines: awards, certificates and the rest, each with its year behind it. */
final class ItemReader {

    private static final Pattern SEVERAL = Pattern.compile("(?:,\\s+|\\s+[/|·]\\s+|;\\s*|\\t)(?![^(]*\\))");
    private static final Pattern PIECES = Pattern.compile("\\s*\\t\\s*|\\s*[|｜]\\s*|\\s+·\\s+|,\\s+");
    private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\s*[(\\[][\\s.,|/]*[)\\]]");
    private static final Pattern EDGES = Pattern.compile("^[\\s,.:;/|·)~–—-]+|[\\s,.:;/|·(~–—-]+$");
    private static final Pattern SCORE = Pattern.compile(
            "\\d+\\s*(?:점|급)?(?:\\s*/\\s*\\d+)?|[\\d.]+|(?:Level|Lv\\.?)\\s*\\d|N\\d|IM\\d?|IH|AL|NH|[A-C][12]|.*급|.*종|.*점");
    private static final int LONGEST = 120;
    private static final int LONGEST_OF_SEVERAL = 40;
    private static final int MOST = 40;

    private final Fields fields;
    private final Dates dates;
    private final Words passed;
    private final Words issuers;
    private final Words certificates;
    private final Words exams;
    private final Words awards;

    ItemReader(Fields fields, Dates dates, WordTable table) {
        this.fields = fields;
        this.dates = dates;
        this.passed = table.words("passed");
        this.issuers = table.words("issuer-end");
        this.certificates = table.words("certificate");
        this.exams = table.words("exam");
        this.awards = table.words("award");
    }

    boolean isCertificate(String text) {
        return exams.standIn(text) || certificates.standIn(text);
    }

    boolean isExam(String text) {
        return exams.standIn(text);
    }

    boolean isAward(String text) {
        return awards.standIn(text);
    }

    List<Claim> certificates(String text, List<Line> lines) {
        List<Claim> found = new ArrayList<>();
        for (Row row : rows(lines)) {
            String said = row.said().get(Field.NAME);
            if (said != null) {
                String score = row.said().get(Field.SCORE);
                found.add(claim(named(said, score), row.period(), row.quote(text)));
                continue;
            }
            List<Line> several = several(row.line());
            for (Line one : several) {
                Optional<Period> own = one.dated().map(Dated::period);
                Optional<Period> period = several.size() == 1 ? own.or(row::period) : own;
                String name = name(one.undated());
                if (name.length() > 1 && name.length() <= LONGEST && !Placeholders.standIn(name)) {
                    found.add(claim(name, period, row.quote(text)));
                }
            }
        }
        return limited(found);
    }

    /** Awards and the rest: what stands there, with the year in brackets. */
    List<Claim> lines(String text, List<Line> lines) {
        List<Claim> found = new ArrayList<>();
        for (Row row : rows(lines)) {
            String said = row.said().isEmpty()
                    ? atEdge(row.line()) ? row.line().undated() : row.line().text()
                    : row.said().entrySet().stream()
                            .filter(entry -> entry.getKey() != Field.PERIOD)
                            .map(Map.Entry::getValue)
                            .collect(Collectors.joining(" "));
            String whole = tidy(said);
            if (whole.length() > 1
                    && whole.length() <= LONGEST * 2
                    && !Placeholders.removeFrom(whole).isBlank()) {
                found.add(claim(
                        whole, row.period().filter(period -> !whole.matches(".*(?:19|20)\\d\\d.*")), row.quote(text)));
            }
        }
        return limited(found);
    }

    /** A single date at the beginning or the end; others belong to what is said. */
    private static boolean atEdge(Line line) {
        return line.dated()
                .filter(dated -> !dated.isRange()
                        && (dated.start() <= 1
                                || !line.text()
                                                .substring(dated.end())
                                                .codePoints()
                                                .anyMatch(Character::isLetterOrDigit)
                                        && line.text()
                                                .substring(0, dated.start())
                                                .matches(".*[\\s(,\\t]\\s*")))
                .isPresent();
    }

    private static List<Claim> limited(List<Claim> claims) {
        return claims.stream().distinct().limit(MOST).toList();
    }

    private static Claim claim(String text, Optional<Period> period, String quote) {
        String year = period.map(Period::lastYear).orElse(null);
        return new Claim(year == null || text.contains(year) ? text : text + " (" + year + ")", quote);
    }

    /** @param last the last line that belongs to it */
    private record Row(Line line, Line last, Map<Field, String> said, Optional<Period> period) {
        String quote(String text) {
            return text.substring(line.start(), last.end()).strip();
        }
    }

    /** Lines with what belongs to them: the rest of a broken sentence, and a date in a line of its own. */
    private List<Row> rows(List<Line> lines) {
        List<Row> rows = new ArrayList<>();
        List<Field> columns = List.of();
        @Nullable Line date = null;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            List<Field> header = fields.header(line);
            if (!header.isEmpty()) {
                columns = header;
                continue;
            }
            boolean dateOnly = line.dated().isPresent() && tidy(line.undated()).length() < 2;
            if (dateOnly && (rows.isEmpty() || rows.getLast().period().isPresent())) {
                date = line;
            } else if (dateOnly) {
                Row row = rows.removeLast();
                rows.add(new Row(row.line(), line, row.said(), line.dated().map(Dated::period)));
            } else if (!rows.isEmpty() && i > 0 && line.continues(lines.get(i - 1))) {
                Row row = rows.removeLast();
                String joined = row.line().text() + " " + line.text();
                Line whole = row.line()
                        .withText(
                                joined,
                                row.line()
                                        .dated()
                                        .or(() -> line.dated()
                                                .map(d -> new Dated(
                                                        d.start()
                                                                + joined.length()
                                                                - line.text().length(),
                                                        d.end()
                                                                + joined.length()
                                                                - line.text().length(),
                                                        d.period()))));
                rows.add(new Row(whole, line, row.said(), whole.dated().map(Dated::period)));
            } else {
                Map<Field, String> said = Fields.row(columns, line);
                Map<Field, String> known = said.containsKey(Field.NAME) ? said : Map.of();
                Line from = date;
                rows.add(new Row(
                        line,
                        line,
                        known,
                        line.dated()
                                .or(() -> from == null ? Optional.empty() : from.dated())
                                .map(Dated::period)));
                date = null;
            }
        }
        return rows;
    }

    private String named(String name, @Nullable String score) {
        String bare = tidy(name);
        boolean telling = score != null
                && !passed.are(score)
                && SCORE.matcher(score.strip()).matches();
        return telling ? bare + " " + score : bare;
    }

    /** 정보처리기사 (2020), SQLD (2021): several in one line, when each is short and known to be one, or has a date. */
    private List<Line> several(Line line) {
        String[] pieces = SEVERAL.split(line.text());
        boolean each = pieces.length > 1
                && Stream.of(pieces).allMatch(piece -> piece.length() <= LONGEST_OF_SEVERAL && isCertificate(piece));
        if (!each) {
            return List.of(line);
        }
        List<Line> several = new ArrayList<>();
        for (String piece : pieces) {
            several.add(line.withText(piece, dates.first(piece)));
        }
        return several;
    }

    /** The name and its score, without the date, the issuer and the word that says it was passed. */
    private String name(String undated) {
        List<String> pieces = Stream.of(
                        PIECES.split(EMPTY_BRACKETS.matcher(undated).replaceAll("")))
                .map(ItemReader::tidy)
                .filter(piece -> !piece.isBlank() && !passed.are(piece) && !issuers.are(piece))
                .toList();
        if (pieces.isEmpty()) {
            return "";
        }
        var name = new StringBuilder(withoutIssuer(pieces.getFirst()));
        for (String piece : pieces.subList(1, pieces.size())) {
            if (SCORE.matcher(piece).matches()) {
                name.append(' ').append(piece);
            }
        }
        return name.toString();
    }

    /** 정보처리기사 합격 한국산업인력공단: cells of a row that only blanks divide. */
    private String withoutIssuer(String piece) {
        String[] words = piece.split("\\s+");
        int end = words.length;
        while (end > 1 && (issuers.end(words[end - 1]) || passed.are(words[end - 1]))) {
            end--;
        }
        return String.join(" ", List.of(words).subList(0, end));
    }

    private static String tidy(String text) {
        String bare =
                EMPTY_BRACKETS.matcher(text.replace('\t', ' ')).replaceAll("").replaceAll("\\s+", " ");
        return EDGES.matcher(bare.strip()).replaceAll("").strip();
    }
}
