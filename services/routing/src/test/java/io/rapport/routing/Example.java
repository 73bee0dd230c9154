package io.rapport.routing;

import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.routing.assignment.model.Agent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Messages and agents to try things with. */
public final class Example {
    public static final TenantId TENANT = TenantId.DEFAULT;
    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    public static final AgentId ADA = new AgentId(new UUID(0, 0xada));
    public static final AgentId BEN = new AgentId(new UUID(0, 0xbe4));
    public static final AgentId CLEO = new AgentId(new UUID(0, 0xc1e0));

    private Example() {}

    public static ThreadRef thread(String root) {
        return ThreadRef.of(TENANT, Channel.EMAIL, "help@example.com", "mia@example.com", root);
    }

    public static MessageReceived received(ThreadRef thread, Automation automation, Instant at) {
        return new MessageReceived(
                thread,
                CustomerId.provisional(TENANT, Channel.EMAIL, thread.party()),
                Direction.INWARD,
                null,
                new Party(thread.party(), "Mia Example"),
                new MessageContent("Parcel", "Where is my parcel?", false, List.of()),
                automation,
                "<" + UUID.randomUUID() + "@example.com>",
                List.of(),
                "new-root",
                at,
                at,
                "raw/1");
    }

    public static MessageSent sent(ThreadRef thread, MessagePurpose purpose, Instant at) {
        return new MessageSent(
                thread,
                CustomerId.provisional(TENANT, Channel.EMAIL, thread.party()),
                Direction.OUTWARD,
                new CommandId(UUID.randomUUID()),
                purpose,
                new Author(ADA, "Ada Example"),
                new Party(thread.party(), null),
                new MessageContent("Re: Parcel", "It is on its way.", false, List.of()),
                "<" + UUID.randomUUID() + "@example.com>",
                List.of(),
                at);
    }

    public static Agent agent(AgentId id, String name, int open, int capacity) {
        return new Agent(TENANT, id, name, capacity, true, true, Presence.AVAILABLE, open, null, null, null);
    }
}
