package io.rapport.care;

import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.customers.Identity;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.experience.ExperienceEvent;
import io.rapport.contracts.experience.FeedbackGiven;
import io.rapport.contracts.experience.SurveyDue;
import io.rapport.contracts.experience.SurveyKind;
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
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.TestLog;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer nobody else has, with one thread, and what can happen to her. */
record Kim(TestLog log, Party party, ThreadRef thread, ConversationId conversation, AgentId agent, Instant start) {
    static final String MADE = "rapport.care.follow-up-made.v1";
    static final String WITHHELD = "rapport.care.follow-up-withheld.v1";
    static final String OPENED = "rapport.care.recovery-opened.v1";
    private static final Explanation BECAUSE = new Explanation("test", "It is a test.", "test@1");

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

    Event<ConversationEvent> opened(ConversationId which, Instant at) {
        return conversation(new ConversationOpened(which, 1, at, thread, id(), party, "Broken lamp", at, BECAUSE));
    }

    Event<ConversationEvent> resolved() {
        return conversation(
                new ConversationResolved(conversation, 3, start, thread, id(), party, "Broken lamp", agent, BECAUSE));
    }

    Event<ConversationEvent> reopened(Instant at) {
        return conversation(
                new ConversationReopened(conversation, 4, at, thread, id(), party, "Broken lamp", at, BECAUSE));
    }

    Event<InteractionEvent> wrote(String messageId, List<String> references, Instant at) {
        return log.event(
                thread.id().value(),
                new MessageReceived(
                        thread,
                        id(),
                        Direction.INWARD,
                        null,
                        party,
                        new MessageContent("Broken lamp", "It is broken.", false, List.of()),
                        Automation.NONE,
                        messageId,
                        references,
                        "new",
                        null,
                        at,
                        "raw"));
    }

    Event<InteractionEvent> wasWrittenTo(MessagePurpose purpose, Instant at) {
        return log.event(
                thread.id().value(),
                new MessageSent(
                        thread,
                        id(),
                        Direction.OUTWARD,
                        new CommandId(UUID.randomUUID()),
                        purpose,
                        new Author(agent, "Ada Example"),
                        party,
                        new MessageContent("Re: Broken lamp", "News.", false, List.of()),
                        "<" + UUID.randomUUID() + "@example.com>",
                        List.of(),
                        at));
    }

    Event<ExperienceEvent> surveyDue() {
        return surveyDue(UUID.randomUUID());
    }

    Event<ExperienceEvent> surveyDue(UUID surveyId) {
        return log.event(
                id().value(),
                new SurveyDue(
                        id(),
                        start,
                        surveyId,
                        SurveyKind.CSAT,
                        conversation,
                        thread,
                        party,
                        "Broken lamp",
                        "How was it?",
                        "http://localhost:8093/survey/token",
                        BECAUSE));
    }

    Event<ExperienceEvent> rated(int rating, @Nullable AgentId by) {
        return log.event(
                id().value(),
                new FeedbackGiven(
                        id(),
                        start,
                        UUID.randomUUID(),
                        SurveyKind.CSAT,
                        "csat-5pt-top2@1",
                        rating,
                        1,
                        5,
                        rating >= 4,
                        "Took ages",
                        conversation,
                        thread,
                        party,
                        by));
    }

    Event<CustomerEvent> refuses(MessagePurpose purpose, Instant at) {
        return log.event(id().value(), new ConsentChanged(id(), at, purpose, null, ConsentStatus.DENIED, "said so"));
    }

    Event<CustomerEvent> profile(String name, List<Consent> consents, Instant at) {
        return log.event(
                id().value(),
                new ProfileChanged(
                        id(),
                        at,
                        name,
                        List.of(new Identity(Channel.EMAIL, party.address())),
                        start,
                        start,
                        1,
                        0,
                        consents,
                        List.of()));
    }

    void employ(AgentId who, String name, Presence presence) {
        log.send(
                Topics.AGENTS,
                log.event(who.value(), new AgentProfileChanged(who, name, 5, false, true, start)),
                log.event(who.value(), new AgentPresenceChanged(who, presence, start)));
        log.await(
                "the agent",
                () -> log.query(
                                        "select 1 from agent where agent_id = ? and name = ? and presence_at is not null",
                                        who.value(),
                                        name)
                                .size()
                        == 1);
    }

    /** What care said about her, in order. */
    List<OutboxRow> said(String type) {
        return log.outbox().stream()
                .filter(row -> row.type().equals(type)
                        && row.payload().path("customerId").asText().equals(id().toString()))
                .toList();
    }

    OutboxRow one(String type) {
        return log.await(() -> said(type).stream().findFirst());
    }

    private Event<ConversationEvent> conversation(ConversationEvent data) {
        return log.event(data.conversationId().value(), data);
    }
}
