package ai.refit.embedding.evaluation;

import java.nio.file.Path;

/** An input file cannot be used; the message names file and line. */
final class FileFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FileFault(Path file, String what) {
        super(file + ": " + what);
    }

    FileFault(Path file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
