package io.rapport.care.attention.infrastructure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Why we did or did not write to somebody. */
@Path("/care/decisions")
@RolesAllowed({"agent", "supervisor", "admin"})
class DecisionResource {
    private static final int MOST = 500;

    private static final String RECENT = """
            select d.*, c.name from decision d left join customer c using (tenant, customer_id)
            where tenant = $1 order by d.at desc limit $2""";

    private final Pool pool;
    private final JsonWebToken token;

    DecisionResource(Pool pool, JsonWebToken token) {
        this.pool = pool;
        this.token = token;
    }

    /** The latest first. */
    record Page(List<Item> items) {}

    /** One yes or no. */
    record Item(
            Instant at,
            UUID customerId,
            @Nullable String customerName,
            String purpose,
            String decision,
            String rule,
            String reason,
            String policyVersion) {}

    @GET
    public Uni<Page> decisions(@QueryParam("limit") @DefaultValue("50") int limit) {
        return pool.preparedQuery(RECENT)
                .execute(Tuple.of(token.getClaim("tenant"), Math.clamp(limit, 1, MOST)))
                .map(rows -> {
                    var items = new ArrayList<Item>(rows.size());
                    rows.forEach(row -> items.add(new Item(
                            row.getOffsetDateTime("at").toInstant(),
                            row.getUUID("customer_id"),
                            row.getString("name"),
                            row.getString("purpose"),
                            row.getBoolean("granted") ? "GRANTED" : "WITHHELD",
                            row.getString("rule"),
                            row.getString("reason"),
                            row.getString("policy_version"))));
                    return new Page(items);
                });
    }
}
