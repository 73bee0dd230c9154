package io.rapport.routing.assignment.model;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent as assignment sees one.
 *
 * @param open conversations offered or assigned now
 * @param profileAt when the profile last changed, to recognise older news
 * @param presenceAt when the presence last changed, to recognise older news
 */
public record Agent(
        TenantId tenant,
        AgentId id,
        String name,
        int capacity,
        boolean autoAccept,
        boolean active,
        Presence presence,
        int open,
        @Nullable Instant lastAssignedAt,
        @Nullable Instant profileAt,
        @Nullable Instant presenceAt) {

    /** Somebody of whom nothing is known yet, who gets no work until it is. */
    public static Agent unknown(TenantId tenant, AgentId id) {
        return new Agent(tenant, id, "Unnamed agent", 0, false, false, Presence.OFFLINE, 0, null, null, null);
    }

    public boolean isAvailable() {
        return active && presence == Presence.AVAILABLE;
    }

    public boolean hasRoom() {
        return open < capacity;
    }

    public boolean canTakeOne() {
        return isAvailable() && hasRoom();
    }

    /** The agent with this profile, or unchanged when a newer one is known. */
    public Agent profile(String newName, int newCapacity, boolean accepts, boolean works, Instant at) {
        return profileAt != null && at.isBefore(profileAt)
                ? this
                : new Agent(
                        tenant,
                        id,
                        newName,
                        newCapacity,
                        accepts,
                        works,
                        presence,
                        open,
                        lastAssignedAt,
                        at,
                        presenceAt);
    }

    /** The agent with this presence, or unchanged when a newer one is known. */
    public Agent presence(Presence now, Instant at) {
        return presenceAt != null && at.isBefore(presenceAt)
                ? this
                : new Agent(tenant, id, name, capacity, autoAccept, active, now, open, lastAssignedAt, profileAt, at);
    }

    Agent took(Instant at) {
        return new Agent(tenant, id, name, capacity, autoAccept, active, presence, open + 1, at, profileAt, presenceAt);
    }

    Agent released() {
        return new Agent(
                tenant,
                id,
                name,
                capacity,
                autoAccept,
                active,
                presence,
                Math.max(0, open - 1),
                lastAssignedAt,
                profileAt,
                presenceAt);
    }
}
