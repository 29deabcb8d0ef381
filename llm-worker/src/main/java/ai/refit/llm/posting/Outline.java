package ai.refit.llm.posting;

import ai.refit.llm.analyst.Claim;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * A posting by its headings: the items of each part, and the fields that a label names. Knows three layouts: headings with
 * items below, labels with values beside, and tables whose first row holds the headings.
 */
final class Outline {

    private static final Pattern WITHIN_CELL = Pattern.compile(" " + PlainLines.WITHIN_CELL.strip() + "(?: |$)");

    /** Characters; what is longer is no line that a person wrote. */
    private static final int LONGEST_ITEM = 1_000;

    private final Headings headings;
    private final Map<PostingPart, SequencedMap<String, Claim>> items = new EnumMap<>(PostingPart.class);
    private final Map<PostingField, Claim> fields = new EnumMap<>(PostingField.class);

    private PostingPart part = PostingPart.OTHER;
    private List<Optional<Headings.Meaning>> columns = List.of();
    /** The line that began the part. */
    private Line heading = Line.read("");
    /** The sign before the part's first item; empty until there is one. */
    private Optional<String> itemMark = Optional.empty();

    private boolean afterBlank;
    /** A field whose label stood alone on its line. */
    private Optional<PostingField> awaited = Optional.empty();

    Outline(Headings headings, List<Line> lines) {
        this.headings = headings;
        lines.forEach(this::read);
    }

    List<Claim> items(PostingPart wanted) {
        return List.copyOf(items.getOrDefault(wanted, new LinkedHashMap<>()).values());
    }

    Optional<Claim> field(PostingField wanted) {
        return Optional.ofNullable(fields.get(wanted));
    }

    private void read(Line line) {
        if (line.isBlank()) {
            afterBlank = true;
            return;
        }
        if (line.isRule()) {
            return;
        }
        if (!readTable(line) && !readHeading(line)) {
            readItem(line);
        }
        afterBlank = false;
    }

    private boolean readTable(Line line) {
        List<String> cells = List.of(line.text().split("\t", -1));
        List<Optional<Headings.Meaning>> meanings =
                cells.stream().map(headings::named).toList();
        if (meanings.stream().filter(Optional::isPresent).count() >= 2 && cells.size() > 1) {
            if (isLabelled(meanings)) {
                for (int i = 0; i + 1 < cells.size(); i += 2) {
                    put(meanings.get(i), cells.get(i + 1));
                }
            } else {
                columns = meanings;
            }
            part = PostingPart.OTHER;
            return true;
        }
        if (columns.size() > 1 && cells.size() == columns.size()) {
            for (int i = 0; i < cells.size(); i++) {
                put(columns.get(i), cells.get(i));
            }
            return true;
        }
        columns = List.of();
        return false;
    }

    /** Whether names and values take turns on the line, rather than names alone. */
    private static boolean isLabelled(List<Optional<Headings.Meaning>> meanings) {
        return meanings.size() % 2 == 0 && meanings.get(1).isEmpty();
    }

    private void put(Optional<Headings.Meaning> meaning, String cell) {
        switch (meaning.orElse(new Headings.Part(PostingPart.OTHER))) {
            case Headings.Part(PostingPart of) -> add(of, cell);
            case Headings.Field(PostingField field) -> put(field, cell);
        }
    }

    private boolean readHeading(Line line) {
        Optional<Headings.Labelled> labelled = headings.read(line.text());
        if (labelled.isEmpty()) {
            if (!isUnknownHeading(line)) {
                return false;
            }
            boolean within = heading.level() > 0 && line.level() > heading.level();
            enter(within ? PostingPart.SAME : PostingPart.OTHER, line);
            return true;
        }
        String value = labelled.get().value();
        switch (labelled.get().meaning()) {
            case Headings.Part(PostingPart of) -> {
                if (of == PostingPart.OTHER
                        && !value.isEmpty()
                        && goesOn(line)
                        && !line.mark().equals(heading.mark())) {
                    return false;
                }
                enter(of, line);
                add(part, value);
            }
            case Headings.Field(PostingField field) -> {
                if (part == PostingPart.REQUIREMENTS && line.sign() == Line.Sign.BULLET) {
                    add(part, line.text());
                } else if (value.isEmpty() || line.sign() == Line.Sign.HEADING || line.sign() == Line.Sign.SYMBOL) {
                    enter(PostingPart.OTHER, line);
                }
                if (value.isEmpty()) {
                    awaited = Optional.of(field);
                } else {
                    put(field, value);
                }
            }
        }
        return true;
    }

    /**
     * Whether another part begins, though nobody knows which. The first line below a heading is an item, and so are those that
     * have its sign; a line that has the heading's sign is a heading.
     */
    private boolean isUnknownHeading(Line line) {
        if (part == PostingPart.OTHER || line.sign() == Line.Sign.NONE || line.sign() == Line.Sign.HEADING) {
            return line.looksLikeHeading();
        }
        return itemMark.isPresent() && !goesOn(line) && (line.mark().equals(heading.mark()) || line.looksLikeHeading());
    }

    /** Whether it has the sign of the items before. */
    private boolean goesOn(Line line) {
        return !line.mark().isEmpty() && itemMark.filter(line.mark()::equals).isPresent();
    }

    private void enter(PostingPart entered, Line with) {
        if (entered != PostingPart.SAME) {
            part = entered;
            heading = with;
        }
        itemMark = Optional.empty();
        awaited = Optional.empty();
    }

    private void readItem(Line line) {
        if (awaited.isPresent()) {
            put(awaited.get(), line.text());
            awaited = Optional.empty();
            return;
        }
        boolean listed = itemMark.filter(mark -> !mark.isEmpty()).isPresent();
        if (listed && line.mark().isEmpty()) {
            if (afterBlank) {
                enter(PostingPart.OTHER, line);
            } else if (line.indented()) {
                goOn(line);
                return;
            }
        }
        if (itemMark.isEmpty()) {
            itemMark = Optional.of(line.mark());
        }
        add(part, line.text());
    }

    /** The item before goes on in this line. */
    private void goOn(Line line) {
        SequencedMap<String, Claim> ours = items.get(part);
        if (ours != null && !ours.isEmpty()) {
            Claim whole = ours.pollLastEntry().getValue();
            add(part, whole.quote() + " " + line.text());
        }
    }

    /** Items of one cell or line are divided as {@link PlainLines} does it. */
    private void add(PostingPart to, String text) {
        if (to == PostingPart.OTHER) {
            return;
        }
        for (String piece : WITHIN_CELL.split(text)) {
            String whole = Line.read(piece).text();
            String item = whole.substring(0, Math.min(whole.length(), LONGEST_ITEM));
            String told = item.replaceAll("\\s+", " ");
            if (told.length() > 1) {
                items.computeIfAbsent(to, _ -> new LinkedHashMap<>()).putIfAbsent(told, new Claim(told, item));
            }
        }
    }

    private void put(PostingField field, String value) {
        String told = value.strip().replaceAll("\\s+", " ");
        if (!told.isEmpty()) {
            fields.putIfAbsent(field, new Claim(told, value.strip()));
        }
    }

    /** Whether any heading or label was known. */
    boolean isEmpty() {
        return items.isEmpty() && fields.isEmpty();
    }
}
