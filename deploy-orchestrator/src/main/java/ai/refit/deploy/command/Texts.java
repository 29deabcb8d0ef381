package ai.refit.deploy.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Answers of the orchestrator as lines for a terminal. Times are local. */
final class Texts {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private Texts() {}

    /** One event of the live log; empty: nothing for people. */
    static String line(String name, JsonNode event) {
        String said = switch (name) {
            case "state" -> text(event, "to") + behind(": ", text(event, "detail"));
            case "step-ended" ->
                text(event, "outcome").equals("Again")
                        ? "  " + text(event, "step") + " is tried again" + behind(": ", text(event, "detail"))
                        : "";
            case "gate" -> "  " + text(event, "gate") + " " + text(event, "outcome") + ": " + text(event, "detail");
            case "log" -> "    " + text(event, "line");
            case "action" ->
                "  " + text(event, "action") + " by " + text(event, "by") + ": " + text(event, "reason")
                        + behind(" - refused: ", text(event, "refused"));
            default -> "";
        };
        return said.isEmpty() ? "" : TIME.format(Instant.parse(text(event, "at"))) + "  " + said;
    }

    /** Why a deployment ended as it did; empty: it did what was asked for. */
    static String cause(JsonNode deployment) {
        String cause = fault(deployment.path("cause"));
        String again = fault(deployment.path("again"));
        return cause + behind("; the way back failed: ", again);
    }

    private static String fault(JsonNode cause) {
        return cause.isObject() ? text(cause, "code") + ": " + text(cause, "detail") : "";
    }

    static String moment(String instant) {
        return instant.isEmpty() ? "" : MOMENT.format(Instant.parse(instant));
    }

    /** {@code 1h 02m}, {@code 3m 20s}, {@code 12s}. */
    static String between(String from, String to) {
        if (from.isEmpty() || to.isEmpty()) {
            return "";
        }
        Duration time = Duration.between(Instant.parse(from), Instant.parse(to));
        if (time.toHours() > 0) {
            return "%dh %02dm".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%dm %02ds".formatted(time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + "s";
    }

    /** Empty when there is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asString("");
    }

    static String behind(String lead, String text) {
        return text.isEmpty() ? "" : lead + text;
    }

    /** Columns as wide as their widest cell; the first row is the heading. */
    static List<String> table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(c ->
                        rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(IntStream.range(0, columns)
                    .mapToObj(
                            c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing());
        }
        return lines;
    }
}
