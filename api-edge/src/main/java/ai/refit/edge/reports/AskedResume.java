package ai.refit.edge.reports;

import java.util.UUID;

/** Which résumé a report is to rest on. */
sealed interface AskedResume {

    /** None is named. */
    record None() implements AskedResume {}

    /** The caller's own id, of which we may never have heard. */
    record WithId(String resumeId) implements AskedResume {}

    record OfTask(UUID taskId) implements AskedResume {}

    record Inline(String text) implements AskedResume {
        /** Without its content, which no log may show. */
        @Override
        public String toString() {
            return "Inline[" + text.length() + " characters]";
        }
    }
}
