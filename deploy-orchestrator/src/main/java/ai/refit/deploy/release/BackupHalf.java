package ai.refit.deploy.release;

import java.util.Locale;

/** A backup is two directories, as its users have always known it. */
enum BackupHalf {
    CODE(LayerKind.CODE),
    WHEEL(LayerKind.DEPENDENCIES);

    private final LayerKind layerKind;

    BackupHalf(LayerKind layerKind) {
        this.layerKind = layerKind;
    }

    LayerKind layerKind() {
        return layerKind;
    }

    String directoryName(String id) {
        return title() + "_" + id;
    }

    /** As its manifest says it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    String layer(ReleaseFacts release) {
        return this == CODE ? release.code() : release.dependencies();
    }
}
