package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.catalog.FreezeWindow;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.OrderKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment has not begun.
 *
 * @param what {@code deployment}, {@code freeze}, {@code approval} or {@code decision}
 * @param deploymentId the one before it
 * @param detail one sentence for people
 */
record WaitsFor(String what, @Nullable UUID deploymentId, String detail) {

    /**
     * Null: for nobody.
     *
     * @param others all that are not at rest, oldest first
     */
    static @Nullable WaitsFor of(Deployment row, List<Deployment> others, Catalog catalog, Instant now) {
        return switch (row.state()) {
            case DeploymentState.AwaitingApproval _ ->
                new WaitsFor("approval", null, "an operator's approval before it begins");
            case DeploymentState.Inconclusive s ->
                new WaitsFor("decision", null, "an operator's word whether it may stay: " + s.why());
            case DeploymentState.Queued s ->
                ahead(row, others, catalog)
                        .map(WaitsFor::deployment)
                        .or(() -> freeze(row, s.approved(), catalog, now).map(WaitsFor::frozen))
                        .orElse(null);
            default -> null;
        };
    }

    /** Who is at work goes before who came earlier; the orchestrator itself is deployed alone, and last. */
    private static Optional<Deployment> ahead(Deployment row, List<Deployment> others, Catalog catalog) {
        boolean itself = isItself(row, catalog);
        List<Deployment> before = others.stream()
                .filter(other -> !other.id().equals(row.id()))
                .filter(other -> {
                    boolean works = !(other.state() instanceof DeploymentState.Waiting);
                    return other.order().key().equals(row.order().key())
                            ? works || other.createdAt().isBefore(row.createdAt())
                            : itself || (works && isItself(other, catalog));
                })
                .toList();
        return before.stream()
                .filter(other -> !(other.state() instanceof DeploymentState.Waiting))
                .findFirst()
                .or(() -> before.stream().findFirst());
    }

    private static boolean isItself(Deployment row, Catalog catalog) {
        return catalog.find(row.order().key()).map(TargetService::itself).orElse(false);
    }

    private static Optional<FreezeWindow> freeze(Deployment row, boolean approved, Catalog catalog, Instant now) {
        return approved || row.approvedBy() != null || row.order().orderKind() == OrderKind.RESTORE
                ? Optional.empty()
                : catalog.find(row.order().key()).stream()
                        .flatMap(service -> service.freeze().stream())
                        .filter(window -> window.covers(now))
                        .findFirst();
    }

    private static WaitsFor deployment(Deployment other) {
        return new WaitsFor(
                "deployment",
                other.id(),
                "deployment " + other.id() + ", which is " + other.state().title());
    }

    private static WaitsFor frozen(FreezeWindow window) {
        return new WaitsFor("freeze", null, "the end of a freeze, or an operator's approval: " + window.reason());
    }
}
