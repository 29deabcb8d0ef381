package ai.refit.contracts.task;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.UUID;

/**
 * Task ids are UUIDs of version 7: they sort by creation, and their first 48 bits tell when that was. So a task that
 * was deleted after its retention can still be told from one that never was.
 */
public final class TaskIds {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private TaskIds() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    public static Instant createdAt(UUID taskId) {
        return Instant.ofEpochMilli(taskId.getMostSignificantBits() >>> 16);
    }

    /** No id given at that moment or later is lower, wherever it was given, clocks permitting. */
    public static UUID earliest(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }

    /** Whether this has the form of an id that we give. */
    public static boolean isOurs(UUID taskId) {
        return taskId.version() == 7;
    }
}
