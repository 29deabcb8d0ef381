package ai.refit.edge.feedback;

import ai.refit.edge.health.Outside;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes feedback past its retention. */
@Component
class FeedbackRetention {

    private static final Logger log = LoggerFactory.getLogger(FeedbackRetention.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FeedbackStore feedback;
    private final Outside outside;
    private final FeedbackProperties properties;

    FeedbackRetention(FeedbackStore feedback, Outside outside, FeedbackProperties properties) {
        this.feedback = feedback;
        this.outside = outside;
        this.properties = properties;
    }

    @Scheduled(fixedDelay = 60_000)
    void deleteOld() {
        if (outside.databaseUp()) {
            Long deleted = feedback.deleteOlderThan(properties.retention()).block(PATIENCE);
            if (deleted != null && deleted > 0) {
                log.atInfo().addKeyValue("rows", deleted).log("feedback deleted after its retention");
            }
        }
    }
}
