package io.rapport.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentEvent;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.TestLog;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** A company of its own on the shared log, so that tests do not see each other's agents. */
final class Company {
    final TenantId tenant =
            new TenantId("company-" + UUID.randomUUID().toString().substring(0, 8));
    private final TestLog log;
    private final Map<ThreadRef, ConversationId> conversations = new HashMap<>();

    Company(TestLog log) {
        this.log = log;
    }

    ThreadRef thread(String root) {
        return ThreadRef.of(tenant, Channel.EMAIL, "help@example.com", "mia@example.com", root);
    }

    ConversationId conversation(ThreadRef thread) {
        return find(thread).orElseThrow();
    }

    /** A thread keeps its conversation for ever, so one that was found is not looked up again. */
    private Optional<ConversationId> find(ThreadRef thread) {
        return Optional.ofNullable(conversations.computeIfAbsent(
                thread,
                unknown -> log
                        .query(
                                "select id from conversation where tenant = ? and thread_id = ?",
                                tenant.value(),
                                unknown.id().value())
                        .stream()
                        .map(row -> new ConversationId((UUID) row.get("id")))
                        .findFirst()
                        .orElse(null)));
    }

    Event<MessageReceived> received(ThreadRef thread, Instant at) {
        return log.event(tenant, thread.id().value(), Example.received(thread, Automation.NONE, at));
    }

    Event<MessageSent> reply(ThreadRef thread, AgentId by, Instant at) {
        return log.event(
                tenant,
                thread.id().value(),
                new MessageSent(
                        thread,
                        CustomerId.provisional(tenant, Channel.EMAIL, thread.party()),
                        Direction.OUTWARD,
                        new CommandId(UUID.randomUUID()),
                        MessagePurpose.REPLY,
                        new Author(by, "Ada Example"),
                        new Party(thread.party(), null),
                        new MessageContent("Re: Parcel", "It is on its way.", false, List.of()),
                        "<" + UUID.randomUUID() + "@example.com>",
                        List.of(),
                        at));
    }

    void interactions(Event<?>... events) {
        log.send(Topics.INTERACTIONS, events);
    }

    /** A customer's message, and a wait until the conversation has told so many events. */
    void writes(ThreadRef thread, int expected) {
        interactions(received(thread, Instant.now()));
        awaitEvents(thread, expected);
    }

    AgentId agent(String name, int capacity, boolean autoAccept) {
        var id = new AgentId(UUID.randomUUID());
        agents(
                new AgentProfileChanged(id, name, capacity, autoAccept, true, Instant.now()),
                new AgentPresenceChanged(id, Presence.AVAILABLE, Instant.now()));
        log.await(
                name + " is available",
                () -> !log.query(
                                "select 1 from agent where tenant = ? and id = ? and presence = 'AVAILABLE' and active",
                                tenant.value(),
                                id.value())
                        .isEmpty());
        return id;
    }

    void presence(AgentId agent, Presence presence) {
        agents(new AgentPresenceChanged(agent, presence, Instant.now()));
    }

    void agents(AgentEvent... events) {
        log.send(
                Topics.AGENTS,
                Arrays.stream(events)
                        .map(event -> log.event(tenant, UUID.randomUUID(), event))
                        .toArray(Event<?>[]::new));
    }

    Event<ConversationCommand> ask(ConversationCommand command) {
        var event = log.event(tenant, command.conversationId().value(), command);
        log.send(Topics.CONVERSATION_COMMANDS, event);
        return event;
    }

    /** The events of a conversation in the order they were told, as short names. */
    List<String> events(ThreadRef thread) {
        return rows(thread).stream()
                .map(row -> row.type()
                        .replace("rapport.conversations.", "")
                        .replace("conversation-", "")
                        .replace(".v1", ""))
                .toList();
    }

    List<OutboxRow> rows(ThreadRef thread) {
        var conversation = find(thread);
        if (conversation.isEmpty()) {
            return List.of();
        }
        var key = tenant + ":" + conversation.get();
        var rows = log.outbox().stream().filter(row -> row.key().equals(key)).toList();
        var versions =
                rows.stream().map(row -> row.payload().get("version").asLong()).toList();
        if (!versions.equals(LongStream.rangeClosed(1, rows.size()).boxed().toList())) {
            throw new AssertionError("The versions of " + key + " are not gapless: " + versions);
        }
        return rows;
    }

    JsonNode last(ThreadRef thread) {
        return rows(thread).getLast().payload();
    }

    void awaitEvents(ThreadRef thread, int count) {
        log.await(count + " events, not " + events(thread), () -> events(thread).size() >= count);
    }

    void awaitLast(ThreadRef thread, String event) {
        log.await(
                event,
                () -> !events(thread).isEmpty() && events(thread).getLast().equals(event));
    }

    Map<String, Object> state(ThreadRef thread) {
        return log.query(
                        "select state, agent_id, version, clock_status from conversation where tenant = ? and id = ?",
                        tenant.value(),
                        conversation(thread).value())
                .getFirst();
    }

    int open(AgentId agent) {
        return (Integer)
                log.query("select open_count from agent where tenant = ? and id = ?", tenant.value(), agent.value())
                        .getFirst()
                        .get("open_count");
    }

    /** Whether the loads kept with the agents are those that the conversations say. */
    boolean loadsAddUp() {
        return log.query("""
                        select a.id from agent a where a.tenant = ? and a.open_count <> (
                          select count(*) from conversation c
                          where c.tenant = a.tenant and c.agent_id = a.id and c.state in ('OFFERED', 'ASSIGNED'))
                        """, tenant.value()).isEmpty();
    }

    /** Lets the time come at which the conversation's timer is due. */
    void timePasses(ThreadRef thread) {
        log.query("""
                update conversation set until = now() - interval '1 millisecond',
                  next_timer_at = now() - interval '1 millisecond' where tenant = ? and id = ?
                """, tenant.value(), conversation(thread).value());
    }
}
