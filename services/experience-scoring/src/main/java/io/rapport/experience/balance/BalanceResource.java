package io.rapport.experience.balance;

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
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** How much of all contact went outward. */
@Path("/experience/balance")
@RolesAllowed({"agent", "supervisor", "admin"})
class BalanceResource {
    private static final String FORMULA_ID = "outward-share@1";
    private static final int MOST_DAYS = 366;

    private static final String BY_DAY = """
            select g.day, coalesce(d.inward, 0) as inward, coalesce(d.outward, 0) as outward
            from (select $2::date + i as day from generate_series(0, $3::date - $2::date) as i) as g
            left join contact_day d on d.tenant = $1 and d.day = g.day
            order by g.day""";

    private final Pool pool;
    private final Clock clock;
    private final JsonWebToken token;

    BalanceResource(Pool pool, Clock clock, JsonWebToken token) {
        this.pool = pool;
        this.clock = clock;
        this.token = token;
    }

    /** One day (UTC). */
    record Day(LocalDate date, long inward, long outward) {}

    /** The index is outward / (inward + outward): 0 when only customers write, 1 when only we do. */
    record Balance(long inward, long outward, @Nullable Double index, String formulaId, List<Day> byDay) {
        static Balance of(List<Day> days) {
            long inward = days.stream().mapToLong(Day::inward).sum();
            long outward = days.stream().mapToLong(Day::outward).sum();
            long all = inward + outward;
            return new Balance(inward, outward, all == 0 ? null : (double) outward / all, FORMULA_ID, days);
        }
    }

    @GET
    public Uni<Balance> balance(@QueryParam("days") @DefaultValue("30") int days) {
        var today = LocalDate.now(clock);
        return pool.preparedQuery(BY_DAY)
                .execute(
                        Tuple.of(token.getClaim("tenant"), today.minusDays(Math.clamp(days, 1, MOST_DAYS) - 1L), today))
                .map(rows -> {
                    var found = new ArrayList<Day>(rows.size());
                    rows.forEach(row ->
                            found.add(new Day(row.getLocalDate("day"), row.getLong("inward"), row.getLong("outward"))));
                    return Balance.of(found);
                });
    }
}
