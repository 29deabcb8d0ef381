package ai.refit.deploy.deployment;

import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.lifecycle.OrderKind;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What was asked for, checked: the service is known and the fields are whole. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@Type(value = Order.Deploy.class, name = "DEPLOY"), @Type(value = Order.Restore.class, name = "RESTORE")
})
public sealed interface Order {

    String service();

    String environment();

    default String key() {
        return service() + "/" + environment();
    }

    default OrderKind orderKind() {
        return switch (this) {
            case Deploy _ -> OrderKind.DEPLOY;
            case Restore _ -> OrderKind.RESTORE;
        };
    }

    /**
     * An artifact that CI built.
     *
     * @param sha 40 hex digits
     * @param runId CI's run
     * @param irreversible why there will be no way back from it; null: there is
     */
    record Deploy(
            String service,
            String environment,
            String sha,
            String runId,
            @Nullable String branch,
            ArtifactReference artifact,
            @Nullable String irreversible)
            implements Order {}

    /** @param backup id of the backup; null: the newest successful one that is not what runs */
    record Restore(
            String service, String environment, @Nullable String backup, boolean dependencies) implements Order {}
}
