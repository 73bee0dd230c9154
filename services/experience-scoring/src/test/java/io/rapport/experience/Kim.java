package io.rapport.experience;

import io.rapport.contracts.Event;
import io.rapport.contracts.care.CareEvent;
import io.rapport.contracts.care.RecoveryApologised;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.testkit.TestLog;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** A customer nobody else has, with one conversation, and what can happen to her. */
record Kim(TestLog log, Party party, ThreadRef thread, ConversationId conversation, AgentId agent, Instant start) {
    static final Explanation BECAUSE = new Explanation("test", "It is a test.", "test@1");

    static Kim of(TestLog log) {
        var address = "kim-" + UUID.randomUUID() + "@example.com";
        return new Kim(
                log,
                new Party(address, "Kim Example"),
                ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "help@example.com", address, "<1@example.com>"),
                new ConversationId(UUID.randomUUID()),
                new AgentId(UUID.randomUUID()),
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    }

    CustomerId id() {
        return CustomerId.provisional(TenantId.DEFAULT, Channel.EMAIL, party.address());
    }

    Event<ConversationEvent> breached() {
        return conversation(new SlaBreached(conversation, 2, start, "first-reply", start, BECAUSE, id(), party));
    }

    Event<ConversationEvent> resolved() {
        return conversation(
                new ConversationResolved(conversation, 3, start, thread, id(), party, "Broken lamp", agent, BECAUSE));
    }

    Event<CareEvent> apologised(boolean inTime) {
        return log.event(id().value(), new RecoveryApologised(id(), start, UUID.randomUUID(), agent, inTime, true));
    }

    Event<CareEvent> recovered() {
        return log.event(id().value(), new RecoveryClosed(id(), start, UUID.randomUUID(), agent, true, "New lamp"));
    }

    Event<InteractionEvent> wrote(Automation automation) {
        return log.event(
                thread.id().value(),
                new MessageReceived(
                        thread,
                        id(),
                        Direction.INWARD,
                        null,
                        party,
                        new MessageContent("Broken lamp", "It is broken.", false, List.of()),
                        automation,
                        "<" + UUID.randomUUID() + "@example.com>",
                        List.of(),
                        "new",
                        null,
                        start,
                        "raw"));
    }

    Event<InteractionEvent> wasAnswered() {
        return log.event(
                thread.id().value(),
                new MessageSent(
                        thread,
                        id(),
                        Direction.OUTWARD,
                        new CommandId(UUID.randomUUID()),
                        MessagePurpose.REPLY,
                        new Author(agent, "Ada Example"),
                        party,
                        new MessageContent("Re: Broken lamp", "Sorry.", false, List.of()),
                        "<" + UUID.randomUUID() + "@example.com>",
                        List.of(),
                        start));
    }

    private Event<ConversationEvent> conversation(ConversationEvent data) {
        return log.event(conversation.value(), data);
    }
}
