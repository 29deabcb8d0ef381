package ai.refit.embedding.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Labelled queries: a TSV with the columns {@code query}, {@code id} of the right document, and perhaps more. */
final class Queries {

    private Queries() {}

    record Query(String text, Documents.Document right) {}

    /** @throws FileFault naming file and line when a row is wrong or its document is unknown */
    static List<Query> read(Path file, Documents documents) {
        List<String> lines = TextLines.of(file);
        if (lines.isEmpty() || !(lines.getFirst() + "\t").startsWith("query\tid\t")) {
            throw new FileFault(file, 1, "header (expected: query<TAB>id)");
        }
        List<Query> queries = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] columns = lines.get(i).split("\t", -1);
            if (columns.length < 2 || columns[0].isBlank()) {
                throw new FileFault(file, i + 1, columns.length + " columns (expected: query<TAB>id)");
            }
            Documents.Document right = documents.byId(columns[1].strip());
            if (right == null) {
                throw new FileFault(file, i + 1, "id \"" + columns[1] + "\" is in no document");
            }
            queries.add(new Query(columns[0].strip(), right));
        }
        if (queries.isEmpty()) {
            throw new FileFault(file, "no query");
        }
        return queries;
    }
}
