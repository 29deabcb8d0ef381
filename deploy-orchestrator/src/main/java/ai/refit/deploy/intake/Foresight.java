package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.release.Backup;
import ai.refit.deploy.release.Backups;
import ai.refit.deploy.release.UnreadableBackup;
import ai.refit.deploy.run.Decision;
import ai.refit.deploy.run.Planner;
import ai.refit.deploy.run.Target;
import ai.refit.deploy.run.Targets;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Sees by looking at the host what would come of an order. */
@Component
final class Foresight {

    private static final String BACKUP_NOT_FOUND = "BACKUP_NOT_FOUND";
    /** Causes that no waiting changes. All others may be gone when the order's turn comes; it is looked at again then. */
    private static final Set<String> FOR_GOOD = Set.of(BACKUP_NOT_FOUND, "NO_TARGET", "IRREVERSIBLE");

    private final Targets targets;
    private final Planner planner;

    Foresight(Targets targets, Planner planner) {
        this.targets = targets;
        this.planner = planner;
    }

    /** @param order with the id of its backup, however that was named */
    record Seen(Order order, Decision decision) {

        /** @return fails with a {@link Problem} when the order can never be carried out */
        Mono<Order> hopeful() {
            return decision instanceof Decision.No no
                            && FOR_GOOD.contains(no.cause().code())
                    ? Mono.error(refusal(no.cause()))
                    : Mono.just(order);
        }

        /** @throws Problem when the order could not be carried out now */
        Decision.Go possible() {
            return switch (decision) {
                case Decision.Go go -> go;
                case Decision.No no -> throw refusal(no.cause());
            };
        }
    }

    /** @return fails with a {@link Problem} when the service or its backup is unknown */
    Mono<Seen> of(Order order) {
        return Mono.fromCallable(() -> {
                    Target target = targets.find(order.key()).orElseThrow(Submission::unknownService);
                    Order identified = identified(order, target.backups());
                    return new Seen(identified, planner.decide(identified));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Order identified(Order order, Backups backups) {
        return order instanceof Order.Restore restore && restore.backup() != null
                ? new Order.Restore(
                        restore.service(),
                        restore.environment(),
                        idOf(restore.backup(), backups),
                        restore.dependencies())
                : order;
    }

    private static String idOf(String name, Backups backups) {
        try {
            return backups.find(name)
                    .map(Backup::id)
                    .orElseThrow(() -> notFound("backup_id: there is no backup of that time"));
        } catch (IllegalArgumentException malformed) {
            throw notFound(String.valueOf(malformed.getMessage()));
        } catch (UnreadableBackup there) {
            return there.id();
        }
    }

    private static Problem notFound(String detail) {
        return Problem.of(HttpStatus.NOT_FOUND, BACKUP_NOT_FOUND, detail);
    }

    private static Problem refusal(Cause cause) {
        HttpStatus status = cause.code().equals(BACKUP_NOT_FOUND) ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
        return Problem.of(status, cause.code(), cause.detail());
    }
}
