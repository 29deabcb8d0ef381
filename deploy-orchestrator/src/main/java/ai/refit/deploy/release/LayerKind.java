package ai.refit.deploy.release;

import java.util.Locale;

/** The two halves of a release. */
public enum LayerKind {
    CODE,
    DEPENDENCIES;

    /** Also its directory's name. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
