package io.rapport.routing.conversation.model;

import io.rapport.contracts.conversations.CommandRejected;
import io.rapport.contracts.conversations.ConversationAssigned;
import io.rapport.contracts.conversations.ConversationContinued;
import io.rapport.contracts.conversations.ConversationOffered;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationQueued;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.ConversationSnoozed;
import io.rapport.contracts.conversations.ConversationTransferred;
import io.rapport.contracts.conversations.FirstReplyGiven;
import io.rapport.contracts.conversations.OfferDeclined;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.contracts.conversations.SlaWarned;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.routing.assignment.model.Choice;
import io.rapport.routing.conversation.model.ConversationState.Assigned;
import io.rapport.routing.conversation.model.ConversationState.Offered;
import io.rapport.routing.conversation.model.ConversationState.Queued;
import io.rapport.routing.conversation.model.ConversationState.Resolved;
import io.rapport.routing.conversation.model.ConversationState.Snoozed;
import io.rapport.routing.conversation.model.ConversationState.Unopened;
import io.rapport.routing.sla.model.FirstReplyClock;
import io.rapport.routing.sla.model.FirstReplyPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request of one customer, from the first message to its resolution and back.
 *
 * <p>Each transition gives the conversation after it and the events that tell of it; who may ask for which is {@link
 * Router}'s matter.
 *
 * @param version the number of events told so far
 * @param customerVersion the version at the last message a person wrote: whoever acts on an older one has not read it
 * @param lastAgent who had it last and gets it back when it reopens
 * @param clock absent until the customer wrote
 * @param lastReply kept before the opening as well, because a reply may be reported before what it replies to
 * @param answered the latest commands, to know one that is sent again
 * @param heard the events of messages that need nobody's attention when they come: the latest one that a person wrote, and all that
 *     were read when it was resolved
 */
public record Conversation(
        TenantId tenant,
        ConversationId id,
        ThreadRef thread,
        CustomerId customerId,
        Party customer,
        @Nullable String subject,
        long version,
        long customerVersion,
        ConversationState state,
        @Nullable AgentId lastAgent,
        @Nullable FirstReplyClock clock,
        @Nullable Reply lastReply,
        List<CommandId> answered,
        List<UUID> heard) {

    private static final int ANSWERS_REMEMBERED = 20;

    /** Not a conversation yet: somebody is about to write. */
    public static Conversation of(ConversationKey key, MessageReceived message) {
        return new Conversation(
                key.tenant(),
                key.id(),
                message.thread(),
                message.customerId(),
                message.from(),
                message.content().subject(),
                0,
                0,
                new Unopened(),
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    /** Not a conversation yet: we wrote first, or the customer's message is still on its way. */
    public static Conversation of(ConversationKey key, MessageSent message) {
        return new Conversation(
                key.tenant(),
                key.id(),
                message.thread(),
                message.customerId(),
                message.to(),
                message.content().subject(),
                0,
                0,
                new Unopened(),
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    public ConversationKey key() {
        return new ConversationKey(tenant, id);
    }

    public ThreadKey threadKey() {
        return new ThreadKey(tenant, thread.id());
    }

    /** Whether routing's own clocks run for it. */
    public boolean isOpen() {
        return !(state instanceof Unopened || state instanceof Resolved);
    }

    /** When something happens by the mere passing of time. */
    public @Nullable Instant nextTimerAt() {
        var alarm = isOpen() && clock != null ? clock.nextAlarm() : null;
        var move = switch (state) {
            case Offered offered -> offered.expiresAt();
            case Snoozed snoozed -> snoozed.until();
            case Queued queued -> queued.nextRoundAt();
            case Assigned unused -> null;
            case Unopened unused -> null;
            case Resolved unused -> null;
        };
        return alarm == null ? move : move == null || alarm.isBefore(move) ? alarm : move;
    }

    Decision opened(UUID event, MessageReceived message, FirstReplyPolicy policy, Instant now) {
        var next = started(event, message, message.from(), message.content().subject(), policy);
        var why = promise("first-message", "A first message on this thread", policy);
        return Decision.of(
                next,
                new ConversationOpened(
                        id,
                        next.version,
                        now,
                        thread,
                        next.customerId,
                        next.customer,
                        next.subject,
                        policy.dueAfter(message.receivedAt()),
                        why));
    }

    Decision reopened(UUID event, MessageReceived message, FirstReplyPolicy policy, Instant now) {
        var next = started(event, message, customer, subject, policy);
        var why = promise("wrote-again", "The customer wrote again after it was resolved", policy);
        return Decision.of(
                next,
                new ConversationReopened(
                        id,
                        next.version,
                        now,
                        thread,
                        next.customerId,
                        customer,
                        subject,
                        policy.dueAfter(message.receivedAt()),
                        why));
    }

    /** It waits from this message on, and so does the clock. */
    private Conversation started(
            UUID event, MessageReceived message, Party writer, @Nullable String about, FirstReplyPolicy policy) {
        return new Conversation(
                tenant,
                id,
                thread,
                message.customerId(),
                writer,
                about,
                version + 1,
                version + 1,
                new Queued(message.receivedAt(), Set.of(), null),
                lastAgent,
                FirstReplyClock.start(message.receivedAt(), policy),
                lastReply,
                answered,
                List.of(event));
    }

    private static Explanation promise(String rule, String what, FirstReplyPolicy policy) {
        return new Explanation(
                rule,
                "%s; a first reply is due within %s of it.".formatted(what, inWords(policy.target())),
                FirstReplyPolicy.VERSION);
    }

    Decision continued(UUID event, MessageReceived message, Instant now) {
        boolean byPerson = message.automation() == Automation.NONE;
        var next = new Conversation(
                tenant,
                id,
                thread,
                message.customerId(),
                customer,
                subject,
                version + 1,
                byPerson ? version + 1 : customerVersion,
                state,
                lastAgent,
                clock,
                lastReply,
                answered,
                byPerson ? List.of(event) : heard);
        var why = byPerson
                ? Rules.because("further-message", "A further message on a conversation that is open.")
                : Rules.because("automatic-message", "An automatic message; it moves nothing.");
        return Decision.of(next, new ConversationContinued(id, next.version, now, thread, message.customerId(), why));
    }

    /** A message that was read before it was resolved comes only now. */
    Decision continuedAfterwards(MessageReceived message, Instant now) {
        var next = in(state, version + 1);
        var why = Rules.because("read-before", "The agent had read this message before resolving it.");
        return Decision.of(next, new ConversationContinued(id, next.version, now, thread, message.customerId(), why));
    }

    /** Out of sleep or out of a round of offers: it waits for a choice. */
    Conversation waiting(Instant since) {
        return in(new Queued(since, Set.of(), null), version);
    }

    /** Gives a waiting conversation to whom was chosen, or tells that it waits. */
    Decision placed(Choice choice, Queued queued, Duration offerTimeout, Instant nextRound, Instant now) {
        return switch (choice) {
            case Choice.Chosen chosen ->
                chosen.agent().autoAccept()
                        ? assigned(chosen.agent().id(), now, chosen.why())
                        : offered(chosen, queued, now.plus(offerTimeout), now);
            case Choice.Nobody nobody -> {
                var next =
                        in(new Queued(queued.since(), queued.asked(), nobody.asked() ? nextRound : null), version + 1);
                yield Decision.of(next, new ConversationQueued(id, next.version, now, nobody.why()));
            }
        };
    }

    private Decision offered(Choice.Chosen chosen, Queued queued, Instant expiresAt, Instant now) {
        var agent = chosen.agent().id();
        var next = in(new Offered(agent, expiresAt, queued.since(), queued.asked()), version + 1);
        return Decision.of(next, new ConversationOffered(id, next.version, now, agent, expiresAt, chosen.why()));
    }

    Decision assigned(AgentId agent, Instant now, Explanation why) {
        var next = in(new Assigned(agent), version + 1);
        return Decision.of(next, new ConversationAssigned(id, next.version, now, agent, why));
    }

    Decision transferred(AgentId from, AgentId to, Instant now, Explanation why) {
        var next = in(new Assigned(to), version + 1);
        return Decision.of(next, new ConversationTransferred(id, next.version, now, from, to, why));
    }

    /** The offer is over without a taker; who was asked is not asked again in this round, unless it was withdrawn. */
    Decision offerEnded(Offered offer, boolean expired, boolean askAgain, Instant now, Explanation why) {
        var asked = new HashSet<>(offer.asked());
        if (!askAgain) {
            asked.add(offer.agent());
        }
        var next = in(new Queued(offer.since(), asked, null), version + 1);
        return Decision.of(next, new OfferDeclined(id, next.version, now, offer.agent(), expired, why));
    }

    Decision snoozed(Instant until, @Nullable AgentId agent, Instant now, Explanation why) {
        var next = in(new Snoozed(until, agent), version + 1);
        return Decision.of(next, new ConversationSnoozed(id, next.version, now, until, why));
    }

    Decision resolved(AgentId by, List<UUID> read, Instant now, Explanation why) {
        var next = in(new Resolved(), version + 1).hearing(read);
        return Decision.of(
                next, new ConversationResolved(id, next.version, now, thread, customerId, customer, subject, by, why));
    }

    Decision rejected(CommandId command, Instant now, Explanation why) {
        var next = in(state, version + 1);
        return Decision.of(next, new CommandRejected(id, next.version, now, command, why));
    }

    /** A reply went out; it stops the first-reply clock if it answers what started it. */
    Decision replied(Reply reply) {
        var latest = lastReply == null || reply.at().isAfter(lastReply.at()) ? reply : lastReply;
        return as(version, state, clock, latest, answered, heard).firstReplied(reply);
    }

    /** A reply that was reported before the message it answers. */
    Decision repliedAlready() {
        return lastReply == null ? Decision.nothing(this) : firstReplied(lastReply);
    }

    private Decision firstReplied(Reply reply) {
        if (clock == null || !clock.isStoppedBy(reply.at())) {
            return Decision.nothing(this);
        }
        var next = told(clock.to(FirstReplyClock.Status.STOPPED));
        return Decision.of(
                next,
                new FirstReplyGiven(
                        id, next.version, reply.at(), clock.dueAt(), clock.isInTime(reply.at()), reply.by()));
    }

    Decision clockTicked(Instant now) {
        if (clock == null || !isOpen()) {
            return Decision.nothing(this);
        }
        return switch (clock.alarmAt(now)) {
            case NONE -> Decision.nothing(this);
            case WARN -> {
                var next = told(clock.to(FirstReplyClock.Status.WARNED));
                var why = new Explanation(
                        "first-reply-soon-due",
                        "No reply yet; %s left until the first reply is due."
                                .formatted(inWords(Duration.between(now, clock.dueAt()))),
                        FirstReplyPolicy.VERSION);
                yield Decision.of(
                        next, new SlaWarned(id, next.version, now, FirstReplyPolicy.CLOCK, clock.dueAt(), why));
            }
            case BREACH -> {
                var next = told(clock.to(FirstReplyClock.Status.BREACHED));
                var why = new Explanation(
                        "first-reply-overdue",
                        "No reply within the %s that were promised."
                                .formatted(inWords(Duration.between(clock.startedAt(), clock.dueAt()))),
                        FirstReplyPolicy.VERSION);
                yield Decision.of(
                        next,
                        new SlaBreached(
                                id,
                                next.version,
                                now,
                                FirstReplyPolicy.CLOCK,
                                clock.dueAt(),
                                why,
                                customerId,
                                customer));
            }
        };
    }

    /** Remembers that a command was answered. */
    Conversation answering(CommandId command) {
        var latest = new ArrayList<>(answered);
        if (latest.size() == ANSWERS_REMEMBERED) {
            latest.removeFirst();
        }
        latest.add(command);
        return as(version, state, clock, lastReply, List.copyOf(latest), heard);
    }

    private Conversation in(ConversationState nextState, long nextVersion) {
        return as(nextVersion, nextState, clock, lastReply, answered, heard);
    }

    private Conversation hearing(List<UUID> read) {
        return as(version, state, clock, lastReply, answered, read);
    }

    private Conversation told(FirstReplyClock nextClock) {
        return as(version + 1, state, nextClock, lastReply, answered, heard);
    }

    private Conversation as(
            long nextVersion,
            ConversationState nextState,
            @Nullable FirstReplyClock nextClock,
            @Nullable Reply reply,
            List<CommandId> nowAnswered,
            List<UUID> nowHeard) {
        return new Conversation(
                tenant,
                id,
                thread,
                customerId,
                customer,
                subject,
                nextVersion,
                customerVersion,
                nextState,
                nextState instanceof Assigned assigned ? assigned.agent() : lastAgent,
                nextClock,
                reply,
                nowAnswered,
                nowHeard);
    }

    private static String inWords(Duration duration) {
        return duration.compareTo(Duration.ofMinutes(2)) >= 0
                ? duration.toMinutes() + " minutes"
                : Math.max(2, duration.toSeconds()) + " seconds";
    }
}
