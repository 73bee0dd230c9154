package io.rapport.desk.timeline;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationAssigned;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOffered;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationQueued;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.FirstReplyGiven;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.testkit.TestLog;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One customer's story as the log tells it. */
public final class Stories {
    public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    public final TenantId tenant;
    public final ThreadRef thread;
    public final ConversationId conversation = new ConversationId(UUID.randomUUID());
    public final CustomerId customer;
    public final Party party;

    public Stories(TenantId tenant) {
        this(tenant, Channel.EMAIL, "help@example.com");
    }

    public Stories(TenantId tenant, Channel channel, String account) {
        this(tenant, channel, account, "<root@example.com>");
    }

    public Stories(TenantId tenant, Channel channel, String account, String root) {
        this(tenant, channel, account, root, "Cleo Example");
    }

    public Stories(TenantId tenant, Channel channel, String account, String root, @Nullable String name) {
        this.tenant = tenant;
        var address = "customer-" + UUID.randomUUID() + "@example.com";
        this.thread = ThreadRef.of(tenant, channel, account, address, root);
        this.customer = CustomerId.provisional(tenant, channel, address);
        this.party = new Party(address, name);
    }

    public MessageReceived received(int minute, String text) {
        return received(minute, text, null);
    }

    public MessageReceived received(int minute, String text, @Nullable String newestText) {
        return received(minute, new MessageContent("A broken lamp", text, false, List.of(), newestText));
    }

    public MessageReceived received(int minute, MessageContent content) {
        return new MessageReceived(
                thread,
                customer,
                Direction.INWARD,
                null,
                party,
                content,
                Automation.NONE,
                "<in-" + minute + "@example.com>",
                List.of("<root@example.com>"),
                "references",
                null,
                minute(minute),
                "raw/" + minute);
    }

    public MessageSent sent(int minute, UUID command, AgentId agent, String text) {
        return new MessageSent(
                thread,
                customer,
                Direction.OUTWARD,
                new CommandId(command),
                MessagePurpose.REPLY,
                new Author(agent, "Ada Example"),
                party,
                new MessageContent("Re: A broken lamp", text, false, List.of()),
                "<out-" + minute + "@example.com>",
                List.of(),
                minute(minute));
    }

    public DeliveryUpdated delivery(int minute, UUID command, DeliveryStatus status) {
        return new DeliveryUpdated(
                thread, customer, Direction.OUTWARD, new CommandId(command), null, status, null, minute(minute));
    }

    public ConversationOpened opened(long version) {
        return new ConversationOpened(
                conversation,
                version,
                minute((int) version),
                thread,
                customer,
                party,
                "A broken lamp",
                minute(60),
                why("The customer wrote for the first time."));
    }

    public ConversationQueued queued(long version) {
        return new ConversationQueued(conversation, version, minute((int) version), why("Nobody is free."));
    }

    public ConversationOffered offered(long version, AgentId agent) {
        return new ConversationOffered(
                conversation, version, minute((int) version), agent, minute((int) version + 1), why("Least load."));
    }

    public ConversationAssigned assigned(long version, AgentId agent) {
        return new ConversationAssigned(conversation, version, minute((int) version), agent, why("Ada accepted it."));
    }

    public FirstReplyGiven replied(long version, AgentId agent) {
        return new FirstReplyGiven(conversation, version, minute((int) version), minute(60), true, agent);
    }

    public ConversationResolved resolved(long version, AgentId agent) {
        return new ConversationResolved(
                conversation,
                version,
                minute((int) version),
                thread,
                customer,
                party,
                "A broken lamp",
                agent,
                why("Ada resolved it."));
    }

    public Event<ConversationEvent> routing(TestLog log, ConversationEvent data) {
        return log.event(tenant, conversation.value(), data);
    }

    public <T> Event<T> channel(TestLog log, T data) {
        return log.event(tenant, thread.id().value(), data);
    }

    public static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static Explanation why(String text) {
        return new Explanation("rule", text, "1");
    }
}
