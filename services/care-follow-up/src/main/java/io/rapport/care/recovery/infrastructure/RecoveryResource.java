package io.rapport.care.recovery.infrastructure;

import io.rapport.care.recovery.application.RecoveringFlow;
import io.rapport.care.recovery.model.Recovery;
import io.rapport.care.recovery.model.RecoveryChange;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Recoveries for the care page. */
@Path("/care/recoveries")
@RolesAllowed({"agent", "supervisor", "admin"})
class RecoveryResource {
    private static final int MAX_TEXT = 10_000;
    private static final int UNPROCESSABLE = 422;

    private static final String SELECT = """
            select r.*, coalesce(c.name, r.customer_name) as known_name, a.name as assignee_name
            from recovery r
            left join customer c on c.tenant = r.tenant and c.customer_id = r.customer_id
            left join agent a on a.tenant = r.tenant and a.agent_id = r.assignee_id
            where r.tenant = $1 and""";

    private static final String OPEN = SELECT + " r.state <> 'CLOSED' order by r.apology_due_at limit 500";
    private static final String CLOSED = SELECT + " r.state = 'CLOSED' order by r.closed_at desc limit 200";
    private static final String ONE = SELECT + " r.recovery_id = $2";

    private final Pool pool;
    private final RecoveryRows rows;
    private final RecoveringFlow recovering;
    private final Clock clock;
    private final JsonWebToken token;

    RecoveryResource(Pool pool, RecoveryRows rows, RecoveringFlow recovering, Clock clock, JsonWebToken token) {
        this.pool = pool;
        this.rows = rows;
        this.recovering = recovering;
        this.clock = clock;
        this.token = token;
    }

    /** Several recoveries: open ones by what is due first, closed ones by what ended last. */
    record Page(List<Item> items) {}

    /** The ends of the scale. */
    record Scale(int min, int max) {}

    /** The apology that is owed or made. */
    record ApologyItem(
            Instant dueAt,
            @Nullable UUID assigneeId,
            @Nullable String assigneeName,
            boolean overdue,
            @Nullable Instant givenAt,
            @Nullable String text) {}

    /** One recovery. */
    record Item(
            UUID id,
            UUID customerId,
            @Nullable String customerName,
            @Nullable String customerAddress,
            @Nullable UUID conversationId,
            @Nullable UUID threadId,
            Instant openedAt,
            String cause,
            int rating,
            Scale scale,
            @Nullable String comment,
            String state,
            ApologyItem apology,
            long version) {}

    /** The id is made by the caller and makes a repetition harmless. */
    record ApologyRequest(@Nullable UUID id, @Nullable String text, boolean sendToCustomer) {}

    /** How it ended. */
    enum Outcome {
        RECOVERED,
        NOT_RECOVERED
    }

    /** The id is made by the caller and makes a repetition harmless. */
    record CloseRequest(
            @Nullable UUID id,
            @Nullable Outcome outcome,
            @Nullable String note) {}

    @GET
    public Uni<Page> recoveries(@QueryParam("state") @DefaultValue("open") String state) {
        return pool.preparedQuery(state.equals("closed") ? CLOSED : OPEN)
                .execute(Tuple.of(tenant().value()))
                .map(found -> {
                    var items = new ArrayList<Item>(found.size());
                    found.forEach(row -> items.add(item(row)));
                    return new Page(items);
                });
    }

    @POST
    @Path("/{id}/apology")
    public Uni<Item> apologise(@PathParam("id") UUID id, ApologyRequest request) {
        var text = text(request.text());
        if (text.isEmpty()) {
            throw unprocessable("Say what you are sorry for: the text is empty.");
        }
        return recovering
                .apologise(tenant(), id, required(request.id()), agent(), text, request.sendToCustomer())
                .chain(change -> answer(id, change));
    }

    @POST
    @Path("/{id}/close")
    public Uni<Item> close(@PathParam("id") UUID id, CloseRequest request) {
        if (request.outcome() == null) {
            throw unprocessable("Say how it ended: the outcome is RECOVERED or NOT_RECOVERED.");
        }
        return recovering
                .close(
                        tenant(),
                        id,
                        required(request.id()),
                        agent(),
                        request.outcome() == Outcome.RECOVERED,
                        text(request.note()))
                .chain(change -> answer(id, change));
    }

    private Uni<Item> answer(UUID id, RecoveryChange change) {
        return switch (change) {
            case RecoveryChange.Changed ignored -> item(id);
            case RecoveryChange.Repeated ignored -> item(id);
            case RecoveryChange.Refused(String reason) ->
                throw new ClientErrorException(reason, Response.Status.CONFLICT);
            case RecoveryChange.Unknown ignored -> throw new NotFoundException("There is no such recovery.");
        };
    }

    private Uni<Item> item(UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(tenant().value(), id))
                .map(found -> item(found.iterator().next()));
    }

    private Item item(Row row) {
        Recovery recovery = rows.recovery(row);
        var customer = recovery.customer();
        var conversation = recovery.conversationId();
        var thread = recovery.thread();
        var assignee = recovery.assignee();
        var apology = recovery.apology();
        return new Item(
                recovery.id(),
                recovery.customerId().value(),
                row.getString("known_name"),
                customer == null ? null : customer.address(),
                conversation == null ? null : conversation.value(),
                thread == null ? null : thread.id().value(),
                recovery.openedAt(),
                recovery.cause(),
                recovery.rating(),
                new Scale(recovery.scaleMin(), recovery.scaleMax()),
                recovery.comment(),
                RecoveryRows.name(recovery.state()),
                new ApologyItem(
                        recovery.apologyDueAt(),
                        assignee == null ? null : assignee.value(),
                        row.getString("assignee_name"),
                        recovery.overdue(clock.instant()),
                        apology == null ? null : apology.at(),
                        apology == null ? null : apology.text()),
                recovery.version());
    }

    private TenantId tenant() {
        return TenantId.of(token.getClaim("tenant"));
    }

    private AgentId agent() {
        return AgentId.of(token.getSubject());
    }

    private static UUID required(@Nullable UUID id) {
        if (id == null) {
            throw unprocessable("The id is missing: make one UUID for each wish and keep it when you try again.");
        }
        return id;
    }

    private static String text(@Nullable String text) {
        var stripped = text == null ? "" : text.strip();
        if (stripped.length() > MAX_TEXT) {
            throw unprocessable("The text is longer than " + MAX_TEXT + " characters.");
        }
        return stripped;
    }

    private static ClientErrorException unprocessable(String detail) {
        return new ClientErrorException(detail, UNPROCESSABLE);
    }
}
