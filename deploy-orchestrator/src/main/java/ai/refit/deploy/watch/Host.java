package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.release.Backup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where services run, as far as can be seen of it without changing it. Calls block. */
interface Host {

    /** @param should null: nothing was deployed yet */
    Sighting look(TargetService service, @Nullable Serving should);

    /** Newest first. */
    List<KeptBackup> backups(TargetService service, @Nullable Serving should);

    /** @param current whether it holds what should run now */
    record KeptBackup(Backup backup, boolean current) {}
}
