package ai.refit.edge.results;

import ai.refit.edge.health.Outside;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Expires open tasks past their deadline, and deletes final ones past their retention. */
@Component
class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Far more than a minute brings, and little enough for one statement. */
    private static final int LARGEST_DELETION = 100_000;

    private final TaskStore tasks;
    private final Finishing finishing;
    private final Outside outside;
    private final ResultsProperties properties;

    Housekeeping(TaskStore tasks, Finishing finishing, Outside outside, ResultsProperties properties) {
        this.tasks = tasks;
        this.finishing = finishing;
        this.outside = outside;
        this.properties = properties;
    }

    @Scheduled(fixedDelay = 1000)
    void expire() {
        if (outside.databaseUp()) {
            List<Task> expired = tasks.expire().collectList().block(PATIENCE);
            if (expired != null) {
                expired.forEach(finishing::finished);
            }
        }
    }

    @Scheduled(fixedDelay = 60_000)
    void deleteOld() {
        if (outside.databaseUp()) {
            Long deleted = tasks.deleteOlderThan(properties.retention(), LARGEST_DELETION)
                    .block(PATIENCE);
            if (deleted != null && deleted > 0) {
                log.atInfo().addKeyValue("tasks", deleted).log("deleted after their retention");
            }
        }
    }
}
