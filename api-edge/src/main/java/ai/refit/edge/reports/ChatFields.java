package ai.refit.edge.reports;

import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.edge.http.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was said between mentee and mentor.
 *
 * @param messages oldest first; empty ones are left out
 * @param names by which those who speak are called
 */
record ChatFields(List<ChatMessage> messages, Set<String> names) {

    private static final int MOST_MESSAGES = 2_000;
    private static final int LONGEST_MESSAGE = 5_000;
    private static final int LONGEST_NAME = 100;
    /** One letter is in most words. */
    private static final int SHORTEST_NAME = 2;

    private static final Set<String> MENTORS = Set.of("MENTOR", "EXPERT");
    private static final Set<String> MENTEES = Set.of("MENTEE", "JOB_SEEKER", "SEEKER", "USER");

    private record Placed(long place, ChatMessage message) {}

    static ChatFields read(Fields fields) {
        List<Placed> messages = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        long place = 0;
        for (Fields item : fields.objects("chat_messages", MOST_MESSAGES)) {
            String content = item.text("content", LONGEST_MESSAGE);
            Fields sender = item.object("sender");
            String name = sender == null ? null : sender.text("nickname", LONGEST_NAME);
            String type = sender == null ? null : sender.text("user_type", LONGEST_NAME);
            JsonNode sequence = item.value("room_sequence");
            place = sequence != null && sequence.isIntegralNumber() ? sequence.longValue() : place;
            if (name != null && name.strip().length() >= SHORTEST_NAME) {
                names.add(name.strip());
            }
            if (content != null && !content.isBlank()) {
                messages.add(new Placed(place, new ChatMessage(fromMentor(type), content)));
            }
        }
        return new ChatFields(
                messages.stream()
                        .sorted(Comparator.comparingLong(Placed::place))
                        .map(Placed::message)
                        .toList(),
                names);
    }

    private static @Nullable Boolean fromMentor(@Nullable String type) {
        if (type == null) {
            return null;
        }
        String known = type.strip().toUpperCase(Locale.ROOT);
        if (MENTORS.contains(known)) {
            return true;
        }
        return MENTEES.contains(known) ? false : null;
    }
}
