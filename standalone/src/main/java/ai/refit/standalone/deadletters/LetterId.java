package ai.refit.standalone.deadletters;

import ai.refit.contracts.topic.Topics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Where a dead letter lies: {@code topic-partition@offset}. */
record LetterId(TopicPartition partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    /** @throws IllegalArgumentException when it is none; the message says what is expected */
    static LetterId parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !Topics.isDeadLetters(form.group(1))) {
            throw new IllegalArgumentException(
                    text + " (expected: an id as list shows it, analysis.requested.dlq-0@17)");
        }
        return new LetterId(
                new TopicPartition(form.group(1), Integer.parseInt(form.group(2))), Long.parseLong(form.group(3)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
