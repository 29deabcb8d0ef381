package ai.refit.deploy.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do once a deployment is final; nobody waits for it.
 *
 * @param retire the process that is not needed any more; null: none
 * @param since from when on its requests may drain; null: it never had any
 */
public record Aftercare(@Nullable Running retire, @Nullable Instant since) {}
