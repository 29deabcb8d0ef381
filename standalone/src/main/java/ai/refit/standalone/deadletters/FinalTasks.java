package ai.refit.standalone.deadletters;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What became of tasks, as the edge's table says. */
final class FinalTasks {

    private FinalTasks() {}

    /** The status of each of these that is final; {@code deleted} of those that the edge does not know any more. */
    static Map<UUID, String> among(Collection<UUID> tasks, Connection database) {
        Map<UUID, String> ends = new HashMap<>();
        tasks.forEach(task -> ends.put(task, "deleted"));
        try (var statement =
                database.prepareStatement("SELECT task_id, status, finished_at IS NOT NULL AS is_final FROM edge.tasks"
                        + " WHERE task_id = ANY(?)")) {
            statement.setArray(1, database.createArrayOf("uuid", tasks.toArray(UUID[]::new)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID task = rows.getObject("task_id", UUID.class);
                    if (rows.getBoolean("is_final")) {
                        ends.put(task, rows.getString("status"));
                    } else {
                        ends.remove(task);
                    }
                }
            }
            return ends;
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }
}
