package ai.refit.edge.imports;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of an import.
 *
 * @param accepted lines whose profile is durable
 * @param rejected lines that are no valid profile
 * @param errors the first {@value #MOST_ERRORS} rejected lines, by number
 */
record ImportResult(long accepted, long rejected, List<LineError> errors) {

    static final int MOST_ERRORS = 1000;
    static final ImportResult EMPTY = new ImportResult(0, 0, List.of());

    /** @param line its number, from 1 */
    record LineError(long line, String code, String detail) {}

    ImportResult {
        errors = List.copyOf(errors);
    }

    ImportResult plus(ImportResult more) {
        List<LineError> all = new ArrayList<>(errors);
        more.errors.stream().limit(MOST_ERRORS - (long) all.size()).forEach(all::add);
        return new ImportResult(accepted + more.accepted, rejected + more.rejected, all);
    }
}
