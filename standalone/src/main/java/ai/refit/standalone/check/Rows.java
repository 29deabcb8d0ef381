package ai.refit.standalone.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the services' tables, however long. */
final class Rows {

    private static final int FETCHED_AT_ONCE = 500;

    private final Connection database;

    Rows(Connection database) {
        this.database = database;
    }

    @FunctionalInterface
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** Calls the reader for each row. */
    void each(String sql, Reader reader, Object... parameters) {
        try {
            // Only in a transaction does the driver fetch a part at a time.
            database.setAutoCommit(false);
            try (PreparedStatement statement = database.prepareStatement(sql)) {
                statement.setFetchSize(FETCHED_AT_ONCE);
                for (int i = 0; i < parameters.length; i++) {
                    if (parameters[i] instanceof UUID[] ids) {
                        statement.setArray(i + 1, database.createArrayOf("uuid", ids));
                    } else {
                        statement.setObject(i + 1, parameters[i]);
                    }
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            } finally {
                database.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }

    /** Whether there is such a table, named with its schema. */
    boolean has(String table) {
        boolean[] found = new boolean[1];
        each("SELECT to_regclass(?) IS NOT NULL", row -> found[0] = row.getBoolean(1), table);
        return found[0];
    }

    /** That column of that row, never null. */
    static String text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }
}
