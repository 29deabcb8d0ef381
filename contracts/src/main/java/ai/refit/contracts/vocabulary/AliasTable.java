package ai.refit.contracts.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows of one kind of table, gathered from the shipped file and those that extend it. A file is UTF-8 with tabs between
 * columns: a header, then one concept a row; labels and related ids are separated by {@code |}; lines that begin with
 * {@code #} are comments. A concept may stand in several rows and files, its labels are joined; a label belongs to one
 * concept.
 */
final class AliasTable {

    static final List<String> CONCEPTS = List.of("concept", "labels", "related");
    static final List<String> TITLE_PARTS = List.of("concept", "kind", "labels");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9+#.-]*");
    private static final Map<String, ConceptKind> PART_KINDS =
            Map.of("level", ConceptKind.LEVEL, "domain", ConceptKind.DOMAIN, "role", ConceptKind.ROLE);

    private final List<String> header;
    private final ConceptKind kind;
    private final Map<String, Concept> concepts = new LinkedHashMap<>();
    private final Map<String, Named> byLabel = new LinkedHashMap<>();
    private final List<Reference> references = new ArrayList<>();

    /** @param kind of all rows; rows of {@link #TITLE_PARTS} name their own */
    AliasTable(List<String> header, ConceptKind kind) {
        this.header = header;
        this.kind = kind;
    }

    /** @throws IllegalArgumentException naming file and line when a row cannot be read or contradicts an earlier one */
    void read(String file, Iterable<String> lines) {
        int number = 0;
        boolean headed = false;
        for (String raw : lines) {
            number++;
            String line = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var place = new Place(file, number);
            List<String> columns = List.of(line.strip().split("\t", -1));
            if (!headed) {
                if (!columns.equals(header)) {
                    throw place.fault(
                            "header \"" + line.strip() + "\" (expected: " + String.join("<TAB>", header) + ")");
                }
                headed = true;
            } else {
                row(place, columns);
            }
        }
        if (!headed) {
            throw new Place(file, number).fault("no header (expected: " + String.join("<TAB>", header) + ")");
        }
    }

    /** @throws IllegalArgumentException naming file and line when a related id stands in no file */
    Map<String, Concept> finish() {
        for (Reference reference : references) {
            Concept from = concepts.get(reference.from());
            Concept to = concepts.get(reference.to());
            if (from == null || to == null) {
                throw reference.place().fault("related concept \"" + reference.to() + "\" stands in no row");
            }
            from.related().add(to.id());
            to.related().add(from.id());
        }
        return concepts;
    }

    /** Concepts by squeezed label. */
    Map<String, Concept> labels() {
        Map<String, Concept> labels = new LinkedHashMap<>();
        byLabel.forEach((label, named) -> labels.put(label, named.concept()));
        return labels;
    }

    private void row(Place place, List<String> columns) {
        boolean parts = header.equals(TITLE_PARTS);
        if (columns.size() > 3 || columns.size() < (parts ? 3 : 2)) {
            throw place.fault(columns.size() + " columns (expected: " + String.join("<TAB>", header) + ")");
        }
        String id = columns.getFirst().strip();
        if (!ID.matcher(id).matches()) {
            throw place.fault("concept \"" + id + "\" (expected: lower case letters, digits and hyphens)");
        }
        ConceptKind rowKind = parts ? partKind(place, columns.get(1).strip()) : kind;
        Concept concept = concepts.computeIfAbsent(
                id, i -> new Concept(rowKind, i, new LinkedHashSet<>(), new LinkedHashSet<>()));
        if (concept.kind() != rowKind) {
            throw place.fault("concept \"" + id + "\" is a " + concept.kind() + " elsewhere");
        }
        for (String label : list(columns.get(parts ? 2 : 1))) {
            name(place, concept, label);
        }
        if (concept.labels().isEmpty()) {
            throw place.fault("concept \"" + id + "\" has no label");
        }
        if (!parts && columns.size() == 3) {
            for (String related : list(columns.get(2))) {
                if (related.equals(id)) {
                    throw place.fault("concept \"" + id + "\" is related to itself");
                }
                references.add(new Reference(place, id, related));
            }
        }
    }

    private void name(Place place, Concept concept, String label) {
        String key = Letters.squeeze(FoldedText.fold(label));
        if (key.isEmpty()) {
            throw place.fault("label \"" + label + "\" has no letter");
        }
        Named earlier = byLabel.putIfAbsent(key, new Named(concept, place));
        if (earlier != null && !earlier.concept().id().equals(concept.id())) {
            throw place.fault("label \"" + label + "\" already names \""
                    + earlier.concept().id() + "\" (" + earlier.place() + ")");
        }
        concept.labels().add(label);
    }

    private static ConceptKind partKind(Place place, String kind) {
        ConceptKind found = PART_KINDS.get(kind);
        if (found == null) {
            throw place.fault("kind \"" + kind + "\" (expected: level, domain or role)");
        }
        return found;
    }

    private static Set<String> list(String column) {
        Set<String> items = new LinkedHashSet<>();
        for (String item : column.split("\\|", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private record Named(Concept concept, Place place) {}

    private record Reference(Place place, String from, String to) {}

    private record Place(String file, int line) {
        IllegalArgumentException fault(String what) {
            return new IllegalArgumentException(this + ": " + what);
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }
}
