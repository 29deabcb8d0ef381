package ai.refit.standalone.check;

import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.standalone.check.Finding.Rule;
import ai.refit.standalone.surroundings.Messages;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Orders for work on documents say where the input lies, and nothing of it. */
final class OrderRules {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> TOPICS = EnumSet.of(TaskKind.ANALYSIS, TaskKind.POSTING, TaskKind.REPORT).stream()
            .map(TaskKind::topic)
            .filter(Objects::nonNull)
            .toList();

    private final Messages kafka;
    private long orders;

    OrderRules(Messages kafka) {
        this.kafka = kafka;
    }

    void check(Consumer<Finding> findings) {
        kafka.read(TOPICS.stream().filter(kafka.topics()::contains).toList(), message -> {
            orders++;
            String fault = fault(message.value());
            if (fault != null) {
                findings.accept(new Finding(Rule.TEXT_IN_ORDER, place(message), fault));
            }
        });
    }

    /** What is wrong with it, without a word of it; null when nothing is. */
    private static @Nullable String fault(byte @Nullable [] body) {
        if (body == null) {
            return null;
        }
        try {
            JsonNode order = Json.tree(body);
            InputReference reference = Json.read(body, InputReference.class);
            Set<String> more = new HashSet<>(order.propertyNames());
            more.removeAll(Json.mapper().valueToTree(reference).propertyNames());
            if (!more.isEmpty()) {
                return more.size() + " properties that an input's reference does not have";
            }
            return DIGEST.matcher(reference.sha256()).matches() ? null : "sha256 is no digest";
        } catch (JacksonException | IllegalArgumentException e) {
            return body.length + " bytes that are no input's reference";
        }
    }

    long orders() {
        return orders;
    }

    List<String> skipped() {
        return TOPICS.stream()
                .filter(topic -> !kafka.topics().contains(topic))
                .map(topic -> "topic " + topic + ": there is none")
                .toList();
    }

    private static String place(ConsumerRecord<String, byte[]> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }
}
