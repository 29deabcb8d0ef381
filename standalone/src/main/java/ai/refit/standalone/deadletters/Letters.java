package ai.refit.standalone.deadletters;

import ai.refit.contracts.topic.Topics;
import ai.refit.standalone.surroundings.Messages;
import ai.refit.standalone.surroundings.UserMistake;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All dead letters of a Kafka. */
final class Letters {

    private final Messages kafka;

    Letters(Messages kafka) {
        this.kafka = kafka;
    }

    /**
     * Oldest first.
     *
     * @param topic the one they came from or lie on; null for all
     * @throws UserMistake when there is no such topic
     */
    List<Letter> since(Instant moment, @Nullable String topic) {
        List<String> topics = topic == null
                ? kafka.topics().stream().filter(Topics::isDeadLetters).toList()
                : List.of(existing(Topics.isDeadLetters(topic) ? topic : Topics.deadLetters(topic)));
        List<Letter> letters = new ArrayList<>();
        kafka.read(topics, message -> {
            var letter = new Letter(message);
            if (!letter.at().isBefore(moment)) {
                letters.add(letter);
            }
        });
        letters.sort(Comparator.comparing(Letter::at)
                .thenComparing(letter -> letter.message().topic())
                .thenComparing(letter -> letter.message().offset()));
        return letters;
    }

    /** @throws UserMistake when there is none, or none any more */
    Letter find(LetterId id) {
        existing(id.partition().topic());
        return kafka.find(id.partition(), id.offset())
                .map(Letter::new)
                .orElseThrow(() -> new UserMistake(
                        "no dead letter " + id + " (any more): 'refit dead-letters list' shows those there are"));
    }

    private String existing(String topic) {
        if (!kafka.topics().contains(topic)) {
            throw new UserMistake("there is no topic " + topic);
        }
        return topic;
    }
}
