package io.rapport.care.recovery.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.care.recovery.model.Recovery;
import io.rapport.care.recovery.model.RecoveryState;
import io.rapport.care.recovery.model.RecoveryState.Apologised;
import io.rapport.care.recovery.model.RecoveryState.Apology;
import io.rapport.care.recovery.model.RecoveryState.Closed;
import io.rapport.care.recovery.model.RecoveryState.Open;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Recoveries as rows and back. */
@ApplicationScoped
class RecoveryRows {
    static final String OPEN = "OPEN";
    static final String APOLOGISED = "APOLOGISED";
    static final String CLOSED = "CLOSED";

    private final ObjectMapper json;

    RecoveryRows(ObjectMapper json) {
        this.json = json;
    }

    static String name(RecoveryState state) {
        return switch (state) {
            case Open ignored -> OPEN;
            case Apologised ignored -> APOLOGISED;
            case Closed ignored -> CLOSED;
        };
    }

    @Nullable
    String write(@Nullable ThreadRef thread) {
        try {
            return thread == null ? null : json.writeValueAsString(thread);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A thread can always be written as JSON", e);
        }
    }

    Recovery recovery(Row row) {
        var address = row.getString("customer_address");
        var conversation = row.getUUID("conversation_id");
        return new Recovery(
                TenantId.of(row.getString("tenant")),
                row.getUUID("recovery_id"),
                new CustomerId(row.getUUID("customer_id")),
                address == null ? null : new Party(address, row.getString("customer_name")),
                conversation == null ? null : new ConversationId(conversation),
                thread(
                        row.getJsonObject("thread") == null
                                ? null
                                : row.getJsonObject("thread").encode()),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getString("cause"),
                row.getInteger("rating"),
                row.getInteger("scale_min"),
                row.getInteger("scale_max"),
                row.getString("comment"),
                row.getOffsetDateTime("apology_due_at").toInstant(),
                agent(row, "assignee_id"),
                row.getUUID("opened_event_id"),
                row.getString("story"),
                row.getLong("version"),
                state(row));
    }

    private @Nullable ThreadRef thread(@Nullable String thread) {
        try {
            return thread == null ? null : json.readValue(thread, ThreadRef.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The thread of a recovery is damaged", e);
        }
    }

    private static RecoveryState state(Row row) {
        var apology = apology(row);
        return switch (row.getString("state")) {
            case OPEN -> new Open();
            case APOLOGISED -> new Apologised(known(apology));
            case CLOSED ->
                new Closed(
                        apology,
                        row.getUUID("close_request_id"),
                        known(agent(row, "closed_by")),
                        row.getBoolean("recovered"),
                        row.getString("note"),
                        row.getOffsetDateTime("closed_at").toInstant());
            default -> throw new IllegalStateException("A recovery is in no known state: " + row.getString("state"));
        };
    }

    private static @Nullable Apology apology(Row row) {
        var at = row.getOffsetDateTime("apology_at");
        return at == null
                ? null
                : new Apology(
                        row.getUUID("apology_request_id"),
                        known(agent(row, "apology_by")),
                        row.getString("apology_text"),
                        row.getBoolean("apology_sent"),
                        at.toInstant());
    }

    private static @Nullable AgentId agent(Row row, String column) {
        var id = row.getUUID(column);
        return id == null ? null : new AgentId(id);
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The row of a recovery lacks what its state needs");
        }
        return value;
    }
}
