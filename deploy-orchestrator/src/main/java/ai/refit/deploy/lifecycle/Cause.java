package ai.refit.deploy.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Why a deployment does not go on.
 *
 * @param code stable, upper case, as {@code UNHEALTHY}
 * @param detail one sentence for people
 * @param abortedBy who called it off; null: nobody, it failed
 */
public record Cause(String code, String detail, @Nullable String abortedBy) {

    public static Cause failure(String code, String detail) {
        return new Cause(code, detail, null);
    }

    public static Cause abort(String by, String reason) {
        return new Cause("ABORTED", reason, by);
    }

    boolean isAbort() {
        return abortedBy != null;
    }
}
