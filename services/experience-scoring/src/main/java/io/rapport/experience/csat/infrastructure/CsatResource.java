package io.rapport.experience.csat.infrastructure;

import io.rapport.experience.csat.model.Csat;
import io.rapport.experience.csat.model.WilsonInterval;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Satisfaction of the last days, with everything that is needed to judge the number. */
@Path("/experience/csat")
@RolesAllowed({"agent", "supervisor", "admin"})
class CsatResource {
    private static final int MOST_DAYS = 366;

    private static final String BY_DAY = """
            select g.day, s.rating, count(s.rating) as n
            from (select $2::date + i as day from generate_series(0, $3::date - $2::date) as i) as g
            left join survey s on s.tenant = $1 and s.answered_at >= g.day::timestamp at time zone 'UTC'
                and s.answered_at < (g.day + 1)::timestamp at time zone 'UTC'
            group by 1, 2 order by 1, 2""";

    private final Pool pool;
    private final Clock clock;
    private final JsonWebToken token;

    CsatResource(Pool pool, Clock clock, JsonWebToken token) {
        this.pool = pool;
        this.clock = clock;
        this.token = token;
    }

    /** The points a customer can give. */
    record Scale(int min, int max, int satisfiedFrom) {}

    /** In percent, as the value. */
    record Interval(double low, double high, double confidence) {
        static @Nullable Interval of(@Nullable WilsonInterval interval) {
            return interval == null
                    ? null
                    : new Interval(100 * interval.low(), 100 * interval.high(), WilsonInterval.CONFIDENCE);
        }
    }

    /** How often a rating was given. */
    record Count(int rating, long count) {}

    /** One day (UTC). */
    record Day(LocalDate date, long n, long satisfied) {}

    /** The whole report. */
    record Report(
            String formulaId,
            Scale scale,
            long n,
            long satisfied,
            @Nullable Double value,
            @Nullable Interval interval,
            List<Count> distribution,
            List<Day> byDay) {}

    private record Row(LocalDate day, int rating, long n) {
        private long satisfied() {
            return Csat.satisfied(rating) ? n : 0;
        }
    }

    @GET
    public Uni<Report> csat(@QueryParam("days") @DefaultValue("30") int days) {
        var today = LocalDate.now(clock);
        var from = today.minusDays(Math.clamp(days, 1, MOST_DAYS) - 1L);
        return pool.preparedQuery(BY_DAY)
                .execute(Tuple.of(token.getClaim("tenant"), from, today))
                .map(rows -> {
                    var found = new ArrayList<Row>(rows.size());
                    rows.forEach(row -> {
                        var rating = row.getInteger("rating");
                        found.add(new Row(row.getLocalDate("day"), rating == null ? 0 : rating, row.getLong("n")));
                    });
                    return report(found, from, today);
                });
    }

    private static Report report(List<Row> rows, LocalDate from, LocalDate today) {
        var csat = new Csat(
                rows.stream().mapToLong(Row::n).sum(),
                rows.stream().mapToLong(Row::satisfied).sum());
        return new Report(
                Csat.FORMULA_ID,
                new Scale(Csat.MIN, Csat.MAX, Csat.SATISFIED_FROM),
                csat.n(),
                csat.satisfied(),
                csat.value(),
                Interval.of(csat.interval()),
                IntStream.rangeClosed(Csat.MIN, Csat.MAX)
                        .mapToObj(rating -> new Count(
                                rating,
                                rows.stream()
                                        .filter(row -> row.rating() == rating)
                                        .mapToLong(Row::n)
                                        .sum()))
                        .toList(),
                from.datesUntil(today.plusDays(1))
                        .map(day -> new Day(
                                day,
                                rows.stream()
                                        .filter(row -> row.day().equals(day))
                                        .mapToLong(Row::n)
                                        .sum(),
                                rows.stream()
                                        .filter(row -> row.day().equals(day))
                                        .mapToLong(Row::satisfied)
                                        .sum()))
                        .toList());
    }
}
