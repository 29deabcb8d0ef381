package ai.refit.deploy.run;

import ai.refit.deploy.process.ServiceLogs;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the logs of deployed processes from filling the disk. */
@Component
final class LogRotationTimer {

    private static final Logger log = LoggerFactory.getLogger(LogRotationTimer.class);

    private final Targets targets;

    LogRotationTimer(Targets targets) {
        this.targets = targets;
    }

    @Scheduled(fixedDelay = 60_000)
    void rotate() {
        for (Target target : targets.all()) {
            try {
                ServiceLogs.of(target.service()).rotate();
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("service", target.service().key())
                        .addKeyValue("reason", e.toString())
                        .log("its logs were not rotated");
            }
        }
    }
}
