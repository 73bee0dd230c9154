package io.rapport.care;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** How care is doing: what is owed now, and what was done in the last days. */
@Path("/care/summary")
@RolesAllowed({"agent", "supervisor", "admin"})
class SummaryResource {
    private static final int MOST_DAYS = 366;

    private static final String NOW = """
            select count(*) as open, count(*) filter (where state = 'OPEN') as due,
                count(*) filter (where state = 'OPEN' and apology_due_at < $2) as overdue
            from recovery where tenant = $1 and state <> 'CLOSED'""";

    private static final String BY_DAY = """
            with happened as (
                select at, case when granted then 'granted' else 'withheld' end as what from decision
                where tenant = $1 and at >= $2::date::timestamp at time zone 'UTC'
                union all
                select opened_at, 'opened' from recovery
                where tenant = $1 and opened_at >= $2::date::timestamp at time zone 'UTC'
                union all
                select closed_at, 'closed' from recovery
                where tenant = $1 and state = 'CLOSED' and closed_at >= $2::date::timestamp at time zone 'UTC')
            select g.day, count(*) filter (where what = 'granted') as granted,
                count(*) filter (where what = 'withheld') as withheld,
                count(*) filter (where what = 'opened') as opened, count(*) filter (where what = 'closed') as closed
            from (select $2::date + i as day from generate_series(0, $3::date - $2::date) as i) as g
            left join happened h on (h.at at time zone 'UTC')::date = g.day
            group by g.day order by g.day""";

    private final Pool pool;
    private final Clock clock;
    private final JsonWebToken token;

    SummaryResource(Pool pool, Clock clock, JsonWebToken token) {
        this.pool = pool;
        this.clock = clock;
        this.token = token;
    }

    /** One day (UTC). */
    record Day(LocalDate date, long granted, long withheld, long recoveriesOpened, long recoveriesClosed) {}

    /** Decisions are counted over the same days as the list. */
    record Summary(
            long openRecoveries,
            long apologiesDue,
            long apologiesOverdue,
            long granted,
            long withheld,
            List<Day> byDay) {}

    @GET
    public Uni<Summary> summary(@QueryParam("days") @DefaultValue("30") int days) {
        var tenant = token.<String>getClaim("tenant");
        var today = LocalDate.now(clock);
        var from = today.minusDays(Math.clamp(days, 1, MOST_DAYS) - 1L);
        return pool.preparedQuery(NOW)
                .execute(Tuple.of(tenant, clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next())
                .chain(now -> pool.preparedQuery(BY_DAY)
                        .execute(Tuple.of(tenant, from, today))
                        .map(rows -> summary(now, rows)));
    }

    private static Summary summary(Row now, RowSet<Row> rows) {
        var days = new ArrayList<Day>(rows.size());
        rows.forEach(row -> days.add(new Day(
                row.getLocalDate("day"),
                row.getLong("granted"),
                row.getLong("withheld"),
                row.getLong("opened"),
                row.getLong("closed"))));
        return new Summary(
                now.getLong("open"),
                now.getLong("due"),
                now.getLong("overdue"),
                days.stream().mapToLong(Day::granted).sum(),
                days.stream().mapToLong(Day::withheld).sum(),
                days);
    }
}
