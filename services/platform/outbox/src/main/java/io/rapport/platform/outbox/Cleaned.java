package io.rapport.platform.outbox;

import java.time.Duration;

/**
 * A table of a service that would grow for ever: a bean of this type has its old rows removed, bit by bit.
 *
 * @param column when a row was written, a timestamp or a date
 * @param retention how long a row stays at least; it stays a tenth longer at most
 */
public record Cleaned(String table, String column, Duration retention) {
    /** Takes the time before which a row is old, the page to begin with and the one to end before. */
    String statement() {
        return """
                delete from %s where ctid >= ('(' || $2::bigint || ',0)')::tid and ctid < ('(' || $3::bigint || ',0)')::tid
                  and %s < $1::timestamptz
                """.formatted(table, column);
    }
}
