package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells company, title, department and place apart in the lines that name an employment, by what the words are and not by
 * their order, which every résumé has in its own way.
 */
final class EmploymentHead {

    private static final Pattern SEPARATOR = Pattern.compile(
            "\\s*\\t\\s*|\\s*[|｜∣│]\\s*|\\s+ㅣ\\s+|\\s+[·•∙–—-]\\s+|\\s*—\\s*|\\s+@\\s*|\\s+at\\s+(?=\\p{Lu})"
                    + "|,\\s+(?!(?:Inc\\b|Ltd\\b|LLC|Corp\\b|Co\\.|GmbH|PLC|Limited))");
    private static final Pattern BRACKETS = Pattern.compile("\\s*[(\\[](?![주유재사][)\\]])([^()\\[\\]]{1,40})[)\\]]");
    /** [한빛테크] 2020.01 ~ 현재 */
    private static final Pattern NAME_IN_BRACKETS =
            Pattern.compile("^\\s*[\\[【<](?![A-Z_]+_\\d+])([^\\]】>]{2,40})[\\]】>]");

    private static final Pattern DURATION =
            Pattern.compile("(?:총|약)?\\s*\\d+\\s*(?:년|개월|yrs?|years?|mos?|months?).{0,18}", Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGES = Pattern.compile("^[\\s,.:;/|·()~–—-]+(?<![(])|[\\s,:;/|·(~–—-]+$");
    private static final Pattern PARTICLE = Pattern.compile("(?<=[가-힣)])(?:에서|에|의|에서는)$");
    private static final Pattern KOREAN_FORM = Pattern.compile("\\([주유재사]\\)|㈜|주식회사|유한회사");
    private static final Set<Field> OF_HEAD =
            EnumSet.of(Field.COMPANY, Field.DEPARTMENT, Field.POSITION, Field.JOB, Field.EMPLOYMENT, Field.PLACE);
    private static final int MOST_PLACE_WORDS = 4;
    private static final int LONGEST_COMPANY = 50;
    private static final int MOST_COMPANY_WORDS = 7;

    private final Titles titles;
    private final Fields fields;
    private final Words companySigns;
    private final Words companyEnds;
    private final Words departments;
    private final Words employment;
    private final Words places;

    EmploymentHead(Titles titles, Fields fields, WordTable table) {
        this.fields = fields;
        this.titles = titles;
        this.companySigns = table.words("company-sign");
        this.companyEnds = table.words("company-end");
        this.departments = table.words("department-end");
        this.employment = table.words("employment");
        this.places = table.words("place");
    }

    private enum Kind {
        COMPANY,
        TITLE,
        RANK,
        DEPARTMENT,
        OTHER,
        /** What follows a title: a description that began in the same line. */
        REST,
        /** A word beside a place: Cupertino, CA. */
        PLACE,
        NOTHING
    }

    private record Piece(String text, Kind kind, int line) {}

    Employment read(Entry whole) {
        Entry entry = withLabels(whole);
        String company = said(entry, Field.COMPANY);
        if (company != null) {
            List<Piece> own = new ArrayList<>();
            take(company, 0, own);
            String first = pick(own, Kind.COMPANY, Kind.OTHER, Kind.DEPARTMENT, Kind.TITLE);
            return new Employment(first, position(entry, own), job(entry, own), rest(entry), entry.body());
        }
        List<Piece> pieces = new ArrayList<>();
        int lines = entry.head().size();
        int read = 0;
        boolean dated = false;
        while (read < lines && !(dated && isComplete(pieces))) {
            take(entry.head().get(read).undated(), read, pieces);
            dated |= entry.head().get(read).dated().isPresent();
            read++;
            if (dated && !isComplete(pieces)) {
                pieces = new ArrayList<>(takenApart(pieces));
            }
        }
        if (!isComplete(pieces)) {
            pieces = takenApart(pieces);
        }
        String named = pick(pieces, Kind.COMPANY, Kind.OTHER, Kind.PLACE);
        if (named == null && pick(pieces, Kind.TITLE, Kind.RANK) == null) {
            named = pick(pieces, Kind.DEPARTMENT);
        }
        List<String> rest = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!piece.text().equals(named) && (piece.kind() == Kind.OTHER || piece.kind() == Kind.REST)) {
                rest.add(piece.text());
            }
        }
        entry.head().subList(read, lines).stream()
                .map(line -> line.text().replace('\t', ' '))
                .filter(line -> !isPlace(line))
                .forEach(rest::add);
        String duty = said(entry, Field.DUTY);
        if (duty != null) {
            rest.add(duty);
        }
        return new Employment(named, position(entry, pieces), job(entry, pieces), rest, entry.body());
    }

    /** With what labels in the body say of the head: 직위: 과장. */
    private Entry withLabels(Entry entry) {
        Map<Field, String> said = new EnumMap<>(Field.class);
        said.putAll(entry.said());
        List<Line> body = new ArrayList<>();
        for (Line line : entry.body()) {
            Map<Field, String> labels = fields.labelled(line);
            labels.keySet().retainAll(OF_HEAD);
            labels.forEach(said::putIfAbsent);
            if (labels.isEmpty()) {
                body.add(line);
            }
        }
        return new Entry(entry.head(), entry.dated(), said, body);
    }

    private boolean isPlace(String text) {
        return places.end(text) && text.split("[\\s,]+").length <= MOST_PLACE_WORDS;
    }

    private static boolean isComplete(List<Piece> pieces) {
        return pick(pieces, Kind.COMPANY, Kind.OTHER) != null
                && pick(pieces, Kind.TITLE, Kind.RANK) != null
                && !hasHiddenCompany(pieces);
    }

    /** (주)한빛 백엔드 개발자, with blanks only between the two. */
    private static boolean hasHiddenCompany(List<Piece> pieces) {
        return pieces.stream()
                        .anyMatch(piece -> piece.kind() == Kind.OTHER
                                && piece.text().contains(" ")
                                && KOREAN_FORM.matcher(piece.text()).find())
                && pieces.stream().noneMatch(piece -> piece.kind() == Kind.TITLE);
    }

    private List<Piece> takenApart(List<Piece> pieces) {
        List<Piece> apart = new ArrayList<>();
        for (Piece piece : pieces) {
            Optional<Titles.Run> run = piece.kind() != Kind.OTHER && piece.kind() != Kind.COMPANY
                    ? Optional.empty()
                    : titles.runIn(piece.text());
            if (run.isEmpty()) {
                apart.add(piece);
                continue;
            }
            String before = PARTICLE.matcher(
                            edges(piece.text().substring(0, run.get().start())))
                    .replaceFirst("");
            String after = edges(piece.text().substring(run.get().end()));
            take(withoutDepartment(before), piece.line(), apart);
            String title = edges(run.get().title());
            apart.add(new Piece(title, titles.isRank(title) ? Kind.RANK : Kind.TITLE, piece.line()));
            if (!after.isBlank()) {
                apart.add(new Piece(after, Kind.REST, piece.line()));
            }
        }
        return apart;
    }

    private String withoutDepartment(String text) {
        String left = uptoCompany(text);
        int blank = left.lastIndexOf(' ');
        while (blank > 0 && departments.end(left)) {
            left = left.substring(0, blank).strip();
            blank = left.lastIndexOf(' ');
        }
        return left;
    }

    /** 한빛병원 of 한빛병원 내과: up to the last word that ends as companies do. */
    private String uptoCompany(String text) {
        String[] words = text.split(" ");
        for (int i = words.length; i > 0; i--) {
            if (companyEnds.end(words[i - 1])) {
                return String.join(" ", List.of(words).subList(0, i));
            }
        }
        return text;
    }

    private void take(String text, int line, List<Piece> pieces) {
        String plain = NAME_IN_BRACKETS.matcher(text).replaceFirst("$1\t");
        var brackets = BRACKETS.matcher(plain);
        List<String> inner = new ArrayList<>();
        while (brackets.find()) {
            String in = brackets.group(1);
            if (!titles.isRank(in) && !titles.isTitle(in)) {
                plain = plain.replace(brackets.group(), "\t");
            } else {
                inner.add(in);
            }
        }
        String[] parts = SEPARATOR.split(plain);
        for (int i = 0; i < parts.length; i++) {
            String piece = edges(parts[i]);
            if (piece.isBlank()) {
                continue;
            }
            boolean besidePlace = i + 1 < parts.length && places.are(edges(parts[i + 1])) && kind(piece) == Kind.OTHER;
            if (besidePlace) {
                pieces.add(new Piece(piece, Kind.PLACE, line));
                continue;
            }
            List<String> halves = List.of(piece.split("\\s+/\\s+"));
            boolean titled = halves.stream().allMatch(half -> titles.isRank(half) || titles.isTitle(half));
            if (halves.size() == 1
                    || titled
                    || titles.runIn(piece).isPresent() && halves.size() == 2 && piece.split(" ").length > 5) {
                pieces.add(new Piece(piece, titled && halves.size() > 1 ? Kind.TITLE : kind(piece), line));
            } else {
                halves.forEach(half -> pieces.add(new Piece(edges(half), kind(edges(half)), line)));
            }
        }
    }

    private Kind kind(String text) {
        if (employment.are(text)
                || places.are(text)
                || DURATION.matcher(text).matches()
                || !text.matches("(?s).*\\p{L}.*")
                || text.startsWith("http")
                || text.contains("www.")) {
            return Kind.NOTHING;
        }
        if (Placeholders.standIn(text)) {
            return Kind.NOTHING;
        }
        if (titles.isRank(text)) {
            return Kind.RANK;
        }
        boolean formed = KOREAN_FORM.matcher(text).find();
        if (!formed && titles.isTitle(text)) {
            return Kind.TITLE;
        }
        if (text.length() > LONGEST_COMPANY || text.split("\\s+").length > MOST_COMPANY_WORDS) {
            boolean named = titles.runIn(text)
                    .filter(run -> run.start() <= LONGEST_COMPANY)
                    .isPresent();
            return formed || named ? Kind.OTHER : Kind.REST;
        }
        if (formed && titles.runIn(text).isPresent()) {
            return Kind.OTHER;
        }
        if (formed || companySigns.standIn(text)) {
            return Kind.COMPANY;
        }
        if (departments.end(text)) {
            return Kind.DEPARTMENT;
        }
        return companyEnds.end(text) ? Kind.COMPANY : Kind.OTHER;
    }

    private static @Nullable String pick(List<Piece> pieces, Kind... kinds) {
        for (Kind kind : kinds) {
            for (Piece piece : pieces) {
                if (piece.kind() == kind) {
                    return piece.text();
                }
            }
        }
        return null;
    }

    private @Nullable String position(Entry entry, List<Piece> pieces) {
        String said = said(entry, Field.POSITION);
        if (said != null) {
            return said;
        }
        String rank = pick(pieces, Kind.RANK);
        String title = pick(pieces, Kind.TITLE);
        String job = said(entry, Field.JOB);
        String role = said(entry, Field.ROLE);
        return rank != null ? rank : title != null ? title : job != null ? job : role;
    }

    private @Nullable String job(Entry entry, List<Piece> pieces) {
        String said = said(entry, Field.JOB);
        if (said != null) {
            return said;
        }
        String title = pick(pieces, Kind.TITLE);
        String position = said(entry, Field.POSITION);
        String from = position != null && titles.occupation(position) != null ? position : title;
        String duty = said(entry, Field.DUTY);
        if (from == null && duty != null && titles.isTitle(duty)) {
            return duty;
        }
        return from == null ? null : titles.occupation(from);
    }

    private static List<String> rest(Entry entry) {
        String duty = said(entry, Field.DUTY);
        return duty == null ? List.of() : List.of(duty);
    }

    private static @Nullable String said(Entry entry, Field field) {
        String said = entry.said().get(field);
        return said == null || said.isBlank() || said.equals("-") ? null : edges(said);
    }

    private static String edges(String text) {
        return EDGES.matcher(text.strip()).replaceAll("").strip();
    }
}
