package io.rapport.care.recovery.application;

import io.rapport.care.recovery.model.ApologyAssignment;
import io.rapport.care.recovery.model.Recovery;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where recoveries are kept. */
public interface Recoveries {

    /** The active people of each tenant and the apologies they have to make. */
    Uni<Map<TenantId, List<ApologyAssignment.Candidate>>> candidates(SqlConnection tx, Set<TenantId> tenants);

    /** Keeps those whose conversation has no open recovery, and gives their ids. */
    Uni<Set<UUID>> add(SqlConnection tx, List<Recovery> recoveries);

    /** For changing: nobody else can until the transaction ends. */
    Uni<Optional<Recovery>> take(SqlConnection tx, TenantId tenant, UUID id);

    Uni<Void> save(SqlConnection tx, Recovery recovery);

    /** What customers call somebody who works here. */
    Uni<Optional<String>> nameOf(SqlConnection tx, TenantId tenant, AgentId agent);
}
