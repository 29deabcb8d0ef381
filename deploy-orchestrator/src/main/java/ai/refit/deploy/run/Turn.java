package ai.refit.deploy.run;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.catalog.FreezeWindow;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.lifecycle.DeploymentState.Waiting;
import ai.refit.deploy.lifecycle.OrderKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who goes before whom: one at a time in an environment, in the order they came; the orchestrator itself alone. */
@Component
public class Turn {

    private static final Comparator<Deployment> BY_AGE =
            Comparator.comparing(Deployment::createdAt).thenComparing(Deployment::id);

    private final Catalog catalog;

    public Turn(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The deployment that a queued one has to wait for; who is at work before who only waits.
     *
     * @param open all that are not at rest, of every service
     */
    public Optional<Deployment> ahead(Deployment row, List<Deployment> open) {
        boolean itself = isItself(row);
        return open.stream()
                .filter(other -> !other.id().equals(row.id()))
                .filter(other -> row.order().key().equals(other.order().key())
                        ? isAtWork(other) || BY_AGE.compare(other, row) < 0
                        : itself || (isAtWork(other) && isItself(other)))
                .min(Comparator.comparing(Turn::isAtWork).reversed().thenComparing(BY_AGE));
    }

    /** The newest waiting artifact of the same service that makes an older one needless. */
    Optional<Deployment> newerArtifact(Deployment row, List<Deployment> open) {
        return row.order().orderKind() == OrderKind.RESTORE
                ? Optional.empty()
                : open.stream()
                        .filter(other -> other.order().key().equals(row.order().key())
                                && other.order().orderKind() == OrderKind.DEPLOY
                                && !isAtWork(other)
                                && BY_AGE.compare(other, row) > 0)
                        .max(BY_AGE);
    }

    /** The freeze that a deployment has to wait for at that moment. A restore waits for none. */
    public Optional<FreezeWindow> freeze(Deployment row, boolean approved, Instant now) {
        if (approved || row.approvedBy() != null || row.order().orderKind() == OrderKind.RESTORE) {
            return Optional.empty();
        }
        return catalog.find(row.order().key()).stream()
                .flatMap(service -> service.freeze().stream())
                .filter(window -> window.covers(now))
                .findFirst();
    }

    private static boolean isAtWork(Deployment row) {
        return !(row.state() instanceof Waiting);
    }

    private boolean isItself(Deployment row) {
        return catalog.find(row.order().key()).map(TargetService::itself).orElse(false);
    }
}
