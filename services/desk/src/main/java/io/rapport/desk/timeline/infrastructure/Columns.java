package io.rapport.desk.timeline.infrastructure;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array a column, as {@code unnest} takes them. */
final class Columns<T> {
    private final List<T> rows;
    private final Tuple columns;

    private Columns(List<T> rows, Tuple columns) {
        this.rows = rows;
        this.columns = columns;
    }

    static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows, Tuple.tuple());
    }

    /** Behind these columns, those of other rows. */
    <U> Columns<U> and(List<U> others) {
        return new Columns<>(others, columns);
    }

    Columns<T> text(Function<T, @Nullable Object> value) {
        columns.addValue(rows.stream()
                .map(value)
                .map(it -> it == null ? null : it.toString())
                .toArray(String[]::new));
        return this;
    }

    Columns<T> uuid(Function<T, @Nullable UUID> value) {
        columns.addValue(rows.stream().map(value).toArray(UUID[]::new));
        return this;
    }

    Columns<T> number(Function<T, Long> value) {
        columns.addValue(rows.stream().map(value).toArray(Long[]::new));
        return this;
    }

    Columns<T> time(Function<T, @Nullable Instant> value) {
        columns.addValue(rows.stream().map(value).map(Columns::utc).toArray(OffsetDateTime[]::new));
        return this;
    }

    Tuple tuple() {
        return columns;
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
