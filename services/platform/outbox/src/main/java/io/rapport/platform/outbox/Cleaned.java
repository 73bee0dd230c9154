package io.rapport.platform.outbox;

import java.time.Duration;

/**
 * A table of a service that would grow for ever: a bean of this type has its old rows removed, in small steps, every minute.
 *
 * @param table with an index on the column
 * @param column when a row was written, a timestamp or a date
 */
public record Cleaned(String table, String column, Duration retention) {
    String statement() {
        return """
                delete from %1$s where ctid = any(array(
                  select ctid from %1$s where %2$s < $1::timestamptz limit $2 for update skip locked))
                """.formatted(table, column);
    }
}
