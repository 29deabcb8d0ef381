package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes a section apart into its entries. Three forms: a table or labels, which say where an entry begins; entries with
 * dates, where the first entry shows on which side of its date an entry begins; and entries without, which begin at a line
 * that is followed by bullets or stands after a blank one.
 */
final class Entries {

    private static final Pattern DURATION = Pattern.compile(
            "[(\\[]?\\s*(?:총\\s*|약\\s*|경력\\s*|총\\s*경력\\s*:?\\s*)*(?:\\d+\\s*(?:년|개월|달|yrs?\\.?|years?|mos?\\.?|months?)\\s*(?:and\\s*)?)+(?:차)?\\s*[)\\]]?",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_HEAD = 90;
    private static final int MOST_HEAD_LINES = 3;
    private static final Set<Field> BEGINNERS =
            EnumSet.of(Field.PERIOD, Field.COMPANY, Field.PROJECT, Field.SCHOOL, Field.NAME);
    private static final Set<Field> NAMERS = EnumSet.of(Field.COMPANY, Field.PROJECT, Field.SCHOOL, Field.NAME);

    private final Fields fields;
    private final Dates dates;
    private final Words places;

    Entries(Fields fields, Dates dates, Words places) {
        this.fields = fields;
        this.dates = dates;
        this.places = places;
    }

    List<Entry> of(List<Line> lines) {
        return of(lines, false);
    }

    /** @param mixed whether an entry without a date may stand among those with one, as projects do */
    List<Entry> of(List<Line> lines, boolean mixed) {
        List<Line> kept = lines.stream()
                .filter(line -> !DURATION.matcher(line.text()).matches())
                .toList();
        if (kept.isEmpty()) {
            return List.of();
        }
        boolean tabled = kept.stream().anyMatch(line -> !fields.header(line).isEmpty() && line.isRow());
        List<Line> rows = kept.stream()
                .filter(line -> fields.header(line).isEmpty() || line.isRow())
                .toList();
        if (tabled) {
            return table(rows);
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        boolean labelled = rows.stream()
                .anyMatch(line -> fields.labelled(line).keySet().stream().anyMatch(NAMERS::contains));
        if (labelled) {
            return labelled(rows).stream()
                    .filter(entry -> !entry.lines().isEmpty())
                    .toList();
        }
        return rows.stream().anyMatch(this::isAnchor) ? dated(rows, mixed) : undated(rows);
    }

    /** Rows under a header; lines after a row that have no cells of their own belong to it. */
    private List<Entry> table(List<Line> rows) {
        List<Entry> entries = new ArrayList<>();
        List<Field> columns = List.of();
        List<Line> before = new ArrayList<>();
        for (Line line : rows) {
            List<Field> header = fields.header(line);
            if (!header.isEmpty()) {
                columns = header;
                continue;
            }
            Map<Field, String> said = Fields.row(columns, line);
            if (said.size() > 1 && (said.keySet().stream().anyMatch(BEGINNERS::contains))) {
                entries.add(new Entry(List.of(line), period(said, List.of(line)), said, new ArrayList<>()));
            } else if (line.isRow() && line.hasRange()) {
                entries.add(new Entry(List.of(line), line.dated().map(Dated::period), Map.of(), new ArrayList<>()));
            } else if (entries.isEmpty()) {
                before.add(line);
            } else {
                entries.getLast().body().add(line);
            }
        }
        return entries.isEmpty() && !before.isEmpty() ? dated(before, false) : entries;
    }

    /** 회사명: … 기간: … A label that comes again begins the next entry. */
    private List<Entry> labelled(List<Line> lines) {
        List<Entry> entries = new ArrayList<>();
        Map<Field, String> said = new EnumMap<>(Field.class);
        List<Line> head = new ArrayList<>();
        List<Line> body = new ArrayList<>();
        Field first = null;
        for (Line line : lines) {
            Map<Field, String> labels = fields.labelled(line);
            if (first == null) {
                first = labels.keySet().stream()
                        .filter(BEGINNERS::contains)
                        .findFirst()
                        .orElse(null);
            }
            boolean again = first != null && labels.containsKey(first) && said.containsKey(first)
                    || labels.keySet().stream().anyMatch(label -> NAMERS.contains(label) && said.containsKey(label));
            if (again) {
                entries.add(new Entry(List.copyOf(head), period(said, head), Map.copyOf(said), List.copyOf(body)));
                said.clear();
                head.clear();
                body.clear();
            }
            boolean described = labels.size() == 1 && labels.containsKey(Field.DUTY) && !said.containsKey(Field.DUTY);
            labels.forEach(said::putIfAbsent);
            boolean naming = labels.keySet().stream()
                    .anyMatch(label -> label != Field.DUTY && label != Field.STACK && label != Field.SIZE);
            if (!described) {
                (naming || said.isEmpty() ? head : body).add(line);
            }
        }
        entries.add(new Entry(List.copyOf(head), period(said, head), Map.copyOf(said), List.copyOf(body)));
        return entries;
    }

    private Optional<Period> period(Map<Field, String> said, List<Line> head) {
        return Optional.ofNullable(said.get(Field.PERIOD))
                .flatMap(dates::first)
                .or(() -> head.stream()
                        .map(Line::dated)
                        .flatMap(Optional::stream)
                        .filter(Dated::isRange)
                        .findFirst())
                .map(Dated::period);
    }

    private List<Entry> dated(List<Line> lines, boolean mixed) {
        List<Integer> anchors = anchors(lines, mixed);
        if (anchors.isEmpty()) {
            return undated(lines);
        }
        int first = anchors.getFirst();
        boolean dateLast = false;
        for (int i = 0; i < first; i++) {
            dateLast |= lines.get(i).bullet() && i > 0;
        }
        if (dateLast) {
            return dateLast(lines, anchors);
        }
        int leading = headLinesBefore(lines, first, 0, MOST_HEAD_LINES);
        List<Entry> entries = new ArrayList<>();
        int start = first - leading;
        for (int a = 0; a < anchors.size(); a++) {
            int anchor = anchors.get(a);
            int next = lines.size();
            if (a + 1 < anchors.size()) {
                next = anchors.get(a + 1) - headLinesBefore(lines, anchors.get(a + 1), anchor + 1, leading);
            }
            entries.add(entry(lines.subList(start, next), anchor - start));
            start = next;
        }
        return entries;
    }

    /** How many lines right before a date belong to its head. */
    private static int headLinesBefore(List<Line> lines, int anchor, int from, int most) {
        int count = 0;
        while (count < most && anchor - count - 1 >= from) {
            Line line = lines.get(anchor - count - 1);
            boolean goesOn = line.beginsSmall() || line.endsSentence();
            if (line.bullet() && !lines.get(anchor).bullet() || !isShort(line) || goesOn) {
                break;
            }
            count++;
            if (line.afterBlank()) {
                break;
            }
        }
        return count;
    }

    /** The date stands in a column of its own, so it comes after all else of its entry. */
    private List<Entry> dateLast(List<Line> lines, List<Integer> anchors) {
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        for (int a = 0; a < anchors.size(); a++) {
            int anchor = anchors.get(a);
            List<Line> own = lines.subList(start, anchor + 1);
            int heads = 1;
            while (heads < own.size() - 1
                    && heads < MOST_HEAD_LINES
                    && !own.get(heads).bullet()
                    && isShort(own.get(heads))) {
                heads++;
            }
            List<Line> body = new ArrayList<>(own.subList(Math.min(heads, own.size() - 1), own.size() - 1));
            while (!body.isEmpty() && isPlace(body.getLast())) {
                body.removeLast();
            }
            entries.add(new Entry(
                    List.copyOf(own.subList(0, Math.min(heads, own.size()))),
                    lines.get(anchor).dated().map(Dated::period),
                    Map.of(),
                    body));
            start = anchor + 1;
        }
        return entries;
    }

    private boolean isPlace(Line line) {
        return !line.bullet() && line.text().length() < 40 && (places.end(line.text()) || places.are(line.text()));
    }

    /** Bulleted lines count only where the first entry itself has a bullet. */
    private List<Integer> anchors(List<Line> lines, boolean mixed) {
        boolean bullets = lines.stream()
                        .filter(this::isAnchor)
                        .findFirst()
                        .map(Line::bullet)
                        .orElse(false)
                && lines.getFirst().bullet();
        boolean ranges = lines.stream().anyMatch(line -> isAnchor(line) && line.hasRange());
        List<Integer> anchors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean inSentence = i > 0 && line.continues(lines.get(i - 1)) && !line.hasRange();
            if (isAnchor(line)
                            && (!line.bullet() || bullets)
                            && !inSentence
                            && (line.hasRange() || !ranges || isDateAtEdge(line))
                    || mixed && isBareHead(lines, i)) {
                anchors.add(i);
            }
        }
        return anchors;
    }

    /** A line between bullets that neither is one nor continues one. */
    private static boolean isBareHead(List<Line> lines, int i) {
        Line line = lines.get(i);
        boolean between =
                (i == 0 || lines.get(i - 1).bullet() || lines.get(i - 1).continues(lines.get(Math.max(0, i - 2))))
                        && i + 1 < lines.size()
                        && lines.get(i + 1).bullet();
        return between && !line.bullet() && isShort(line) && (i == 0 || !line.continues(lines.get(i - 1)));
    }

    private static boolean isDateAtEdge(Line line) {
        Dated date = line.dated().orElseThrow();
        return !line.bullet() && (date.start() <= 1 || date.end() >= line.text().length() - 1);
    }

    private boolean isAnchor(Line line) {
        return line.dated().isPresent()
                && (line.isRow() || line.hasRange() && line.dated().get().start() <= 2 || isShort(line))
                && (line.hasRange() || !line.endsSentence() || line.undated().length() < 30);
    }

    private static Entry entry(List<Line> lines, int anchor) {
        Line dated = lines.get(anchor);
        int heads = anchor + 1;
        int wanted = Math.max(heads, dated.undated().length() < 3 ? heads + 2 : heads + 1);
        while (heads < lines.size()
                && heads < wanted
                && !lines.get(heads).bullet()
                && isShort(lines.get(heads))
                && !lines.get(heads).endsSentence()) {
            heads++;
        }
        return new Entry(
                List.copyOf(lines.subList(0, heads)),
                dated.dated().map(Dated::period),
                Map.of(),
                List.copyOf(lines.subList(heads, lines.size())));
    }

    private static List<Entry> undated(List<Line> lines) {
        List<Entry> entries = new ArrayList<>();
        List<Line> own = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (i > 0 && begins(lines, i)) {
                entries.add(whole(own));
                own.clear();
            }
            own.add(line);
        }
        entries.add(whole(own));
        return entries;
    }

    private static boolean begins(List<Line> lines, int i) {
        Line line = lines.get(i);
        Line before = lines.get(i - 1);
        if (line.bullet()) {
            return lines.stream().allMatch(Line::bullet);
        }
        return line.afterBlank() && isShort(line) || before.bullet() && isShort(line) && !line.continues(before);
    }

    private static Entry whole(List<Line> lines) {
        int heads = 1;
        while (heads < lines.size() && heads < 2 && !lines.get(heads).bullet() && isShort(lines.get(heads))) {
            heads++;
        }
        return new Entry(
                List.copyOf(lines.subList(0, heads)),
                lines.getFirst().dated().map(Dated::period),
                Map.of(),
                List.copyOf(lines.subList(heads, lines.size())));
    }

    private static boolean isShort(Line line) {
        return line.text().length() <= LONGEST_HEAD;
    }
}
