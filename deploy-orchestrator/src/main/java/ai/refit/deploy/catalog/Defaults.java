package ai.refit.deploy.catalog;

import ai.refit.deploy.catalog.TargetService.Deadlines;
import ai.refit.deploy.catalog.TargetService.LogRotation;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.NoData;
import ai.refit.deploy.catalog.TargetService.Retention;
import java.time.Duration;

/** What holds where the file is silent; {@code ops/deploy/README.md} has the same values. */
final class Defaults {

    static final String PYTHON = "python3";
    static final ManagerKind MANAGER = ManagerKind.PROCESS;
    static final Duration STOP_GRACE = Duration.ofSeconds(15);
    static final String ADMIN = "http://127.0.0.1:2019";
    static final Duration HOLD = Duration.ofSeconds(30);

    static final String RELEASE_FIELD = "release";
    static final Duration MINIMUM_HEALTHY = Duration.ofSeconds(10);
    static final Duration HEALTH_DEADLINE = Duration.ofMinutes(5);
    static final int TRIES = 5;
    static final int ROLLBACK_TRIES = 10;

    static final String SMOKE_METHOD = "POST";
    static final Duration WARN_ABOVE = Duration.ofSeconds(3);
    static final Duration SMOKE_TIMEOUT = Duration.ofSeconds(5);

    static final Duration SETTLE = Duration.ofMinutes(5);
    static final NoData NO_DATA = NoData.WARN;

    static final Deadlines DEADLINES =
            new Deadlines(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofHours(24));
    static final Duration DRAIN = Duration.ofSeconds(30);
    static final Duration BAKE = Duration.ZERO;
    static final Retention RETENTION = new Retention(7, 5);
    static final Duration HOOK_TIMEOUT = Duration.ofMinutes(5);
    static final LogRotation LOGS = new LogRotation(10 * 1024 * 1024, 5);
    static final long MINIMUM_DISK = 500 * 1024 * 1024;

    private Defaults() {}
}
