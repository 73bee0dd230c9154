package io.rapport.experience.score.infrastructure;

import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.experience.score.application.Scores;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.ExperienceScore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The scores as they stand now, with what each is made of. */
@Path("/experience")
@RolesAllowed({"agent", "supervisor", "admin"})
class ScoreResource {
    private static final int MOST = 500;

    private static final String RECENT = """
            select tenant, customer_id, customer_name, evidence_at from score
            where tenant = $1 and evidence_at is not null order by evidence_at desc limit $2""";

    private static final String ONE = """
            select tenant, customer_id, customer_name, evidence_at from score
            where tenant = $1 and customer_id = $2 and evidence_at is not null""";

    private static final String EVIDENCE = """
            select tenant, customer_id, event_id, kind, at from evidence
            where tenant = $1 and customer_id = any($2::uuid[])""";

    private final Pool pool;
    private final Clock clock;
    private final JsonWebToken token;

    ScoreResource(Pool pool, Clock clock, JsonWebToken token) {
        this.pool = pool;
        this.clock = clock;
        this.token = token;
    }

    /** Several customers, the latest moved first. */
    record Page(List<Item> items) {}

    /** One customer's score. */
    record Item(
            UUID customerId,
            @Nullable String customerName,
            double score,
            String direction,
            String band,
            String policyVersion,
            Instant updatedAt,
            List<ExperienceScore.Part> contributions) {}

    @GET
    @Path("/scores")
    public Uni<Page> scores(@QueryParam("limit") @DefaultValue("50") int limit) {
        return pool.preparedQuery(RECENT)
                .execute(Tuple.of(tenant(), Math.clamp(limit, 1, MOST)))
                .chain(this::items)
                .map(Page::new);
    }

    @GET
    @Path("/customers/{id}")
    public Uni<Item> customer(@PathParam("id") UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(tenant(), id))
                .chain(this::items)
                .map(items -> items.stream()
                        .findFirst()
                        .orElseThrow(
                                () -> new NotFoundException("There is not enough evidence about this customer yet.")));
    }

    private Uni<List<Item>> items(RowSet<Row> customers) {
        var ids = new ArrayList<UUID>(customers.size());
        customers.forEach(row -> ids.add(row.getUUID("customer_id")));
        return pool.preparedQuery(EVIDENCE)
                .execute(Tuple.of(tenant(), ids.toArray(UUID[]::new)))
                .map(rows -> items(customers, PostgresScores.evidenceByCustomer(rows)));
    }

    private List<Item> items(RowSet<Row> customers, Map<Scores.Key, List<Evidence>> evidence) {
        var now = clock.instant();
        var items = new ArrayList<Item>(customers.size());
        for (var row : customers) {
            var id = row.getUUID("customer_id");
            var key = new Scores.Key(TenantId.of(row.getString("tenant")), new CustomerId(id));
            var score = ExperienceScore.at(now, evidence.getOrDefault(key, List.of()));
            items.add(new Item(
                    id,
                    row.getString("customer_name"),
                    score.value(),
                    "HIGHER_IS_BETTER",
                    score.band().name(),
                    ExperienceScore.FORMULA_ID,
                    row.getOffsetDateTime("evidence_at").toInstant(),
                    score.contributions()));
        }
        return items;
    }

    private String tenant() {
        return token.getClaim("tenant");
    }
}
