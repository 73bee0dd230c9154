package io.rapport.routing.assignment.application;

import io.rapport.contracts.value.TenantId;
import io.rapport.routing.assignment.model.Agent;
import io.rapport.routing.assignment.model.Roster;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.Set;

/**
 * The agents, as stored.
 *
 * <p>Whoever locks both conversations and agents locks the agents last, or the conversations with {@code skip locked}:
 * that order keeps transactions from waiting for each other in a circle.
 */
public interface Agents {
    /** The rosters of these tenants, locked until the transaction ends. */
    Uni<List<Roster>> lock(SqlClient transaction, Set<TenantId> tenants);

    /** Every agent of a tenant, by name. */
    Uni<List<Agent>> all(TenantId tenant);

    /** The tenants in which an agent has room and a conversation waits that this agent has not been asked about. */
    Uni<List<TenantId>> tenantsWithWorkToGive();

    Uni<Void> save(SqlClient transaction, List<Agent> agents);
}
