package io.rapport.routing.conversation.model;

import static io.rapport.routing.conversation.model.Rules.because;

import io.rapport.contracts.conversations.AcceptOffer;
import io.rapport.contracts.conversations.ClaimConversation;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.conversations.DeclineOffer;
import io.rapport.contracts.conversations.ResolveConversation;
import io.rapport.contracts.conversations.SnoozeConversation;
import io.rapport.contracts.conversations.TransferConversation;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.routing.assignment.model.Choice;
import io.rapport.routing.assignment.model.Roster;
import io.rapport.routing.conversation.model.ConversationState.Assigned;
import io.rapport.routing.conversation.model.ConversationState.Offered;
import io.rapport.routing.conversation.model.ConversationState.Queued;
import io.rapport.routing.conversation.model.ConversationState.Resolved;
import io.rapport.routing.conversation.model.ConversationState.Snoozed;
import io.rapport.routing.conversation.model.ConversationState.Unopened;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a message, a command, a clock or an agent's leaving does to a conversation, and keeps the agents' loads
 * in step with it.
 *
 * <p>It lives for one transaction and sees the agents of one tenant.
 */
public final class Router {
    private final Roster roster;
    private final RoutingPolicy policy;
    private final Instant now;

    public Router(Roster roster, RoutingPolicy policy, Instant now) {
        this.roster = roster;
        this.policy = policy;
        this.now = now;
    }

    /** Whether a message to a conversation in this state may need an agent. */
    public static boolean mayNeedAgent(@Nullable Conversation known) {
        return known == null
                || switch (known.state()) {
                    case Unopened unused -> true;
                    case Snoozed unused -> true;
                    case Resolved unused -> true;
                    case Queued unused -> false;
                    case Offered unused -> false;
                    case Assigned unused -> false;
                };
    }

    /**
     * A customer wrote.
     *
     * @param first whether nothing at all was known of the thread; a bounce or an automatic answer to what we wrote is
     *     no request
     * @param event the id of the event that tells of the message
     */
    public Decision received(Conversation conversation, boolean first, UUID event, MessageReceived message) {
        boolean answersByItself =
                message.automation() == Automation.AUTO_REPLY || message.automation() == Automation.BOUNCE;
        return weighed(
                conversation,
                switch (conversation.state()) {
                    case Unopened unused ->
                        answersByItself && !first
                                ? Decision.nothing(conversation)
                                : placed(conversation.opened(event, message, policy.firstReply(), now))
                                        .then(Conversation::repliedAlready);
                    case Resolved unused ->
                        answersByItself
                                ? Decision.nothing(conversation)
                                : conversation.heard().contains(event)
                                        ? conversation.continuedAfterwards(message, now)
                                        : placed(conversation.reopened(event, message, policy.firstReply(), now))
                                                .then(Conversation::repliedAlready);
                    case Snoozed unused ->
                        answersByItself
                                ? conversation.continued(event, message, now)
                                : placed(conversation
                                        .continued(event, message, now)
                                        .then(awake -> Decision.nothing(awake.waiting(message.receivedAt()))));
                    case Queued unused -> conversation.continued(event, message, now);
                    case Offered unused -> conversation.continued(event, message, now);
                    case Assigned unused -> conversation.continued(event, message, now);
                });
    }

    /** We wrote; only a reply, not contact that we start, answers the customer. */
    public Decision sent(Conversation conversation, MessageSent message) {
        return message.purpose() == MessagePurpose.REPLY
                ? conversation.replied(
                        new Reply(message.sentAt(), message.author().agentId()))
                : Decision.nothing(conversation);
    }

    /** Somebody asks for something; a command that was answered already is not answered again. */
    public Decision asked(Conversation conversation, ConversationCommand command) {
        if (conversation.answered().contains(command.commandId())) {
            return Decision.nothing(conversation);
        }
        var before = conversation.answering(command.commandId());
        return weighed(
                before,
                switch (command) {
                    case AcceptOffer accept -> accept(before, accept);
                    case DeclineOffer decline -> decline(before, decline);
                    case ClaimConversation claim -> claim(before, claim);
                    case TransferConversation transfer -> transfer(before, transfer);
                    case ResolveConversation resolve -> resolve(before, resolve);
                    case SnoozeConversation snooze -> snooze(before, snooze);
                });
    }

    /** Time passed. */
    public Decision ticked(Conversation conversation) {
        return weighed(conversation, conversation.clockTicked(now).then(this::moved));
    }

    private Decision moved(Conversation conversation) {
        return switch (conversation.state()) {
            case Offered offer ->
                now.isBefore(offer.expiresAt()) ? Decision.nothing(conversation) : expired(conversation, offer);
            case Snoozed snoozed ->
                now.isBefore(snoozed.until())
                        ? Decision.nothing(conversation)
                        : placed(Decision.nothing(conversation.waiting(now)));
            case Queued queued ->
                queued.nextRoundAt() == null || now.isBefore(queued.nextRoundAt())
                        ? Decision.nothing(conversation)
                        : givenIfPossible(conversation.waiting(queued.since()));
            case Assigned unused -> Decision.nothing(conversation);
            case Unopened unused -> Decision.nothing(conversation);
            case Resolved unused -> Decision.nothing(conversation);
        };
    }

    private Decision expired(Conversation conversation, Offered offer) {
        var why = because("offer-expired", name(offer.agent()) + " did not answer the offer in time.");
        return placed(conversation.offerEnded(offer, true, false, now, why));
    }

    /** The agent it is offered to cannot take it any more. */
    public Decision withdrawn(Conversation conversation, AgentId agent) {
        return conversation.state() instanceof Offered offer && offer.agent().equals(agent)
                ? weighed(
                        conversation,
                        placed(conversation.offerEnded(
                                offer,
                                false,
                                true,
                                now,
                                because(
                                        "agent-left",
                                        "The offer was withdrawn because " + name(agent)
                                                + " is not available any more."))))
                : Decision.nothing(conversation);
    }

    /** An agent may have room for it now; nothing is told when nobody has. */
    public Decision drained(Conversation conversation) {
        return weighed(conversation, givenIfPossible(conversation));
    }

    private Decision givenIfPossible(Conversation conversation) {
        return conversation.state() instanceof Queued queued
                        && roster.choose(conversation.lastAgent(), queued.asked()) instanceof Choice.Chosen chosen
                ? place(conversation, queued, chosen)
                : Decision.nothing(conversation);
    }

    private Decision accept(Conversation conversation, AcceptOffer command) {
        if (has(command.by(), conversation)) {
            return Decision.nothing(conversation);
        }
        return isOfferedTo(command.by(), conversation)
                ? conversation.assigned(
                        command.by(), now, because("accepted", name(command.by()) + " accepted the offer."))
                : reject(conversation, command, "offer-over", "There is no offer to you any more");
    }

    private Decision decline(Conversation conversation, DeclineOffer command) {
        return conversation.state() instanceof Offered offer && offer.agent().equals(command.by())
                ? placed(conversation.offerEnded(
                        offer, false, false, now, because("declined", name(command.by()) + " declined the offer.")))
                : reject(conversation, command, "offer-over", "There is no offer to you any more");
    }

    private Decision claim(Conversation conversation, ClaimConversation command) {
        if (!works(command.by())) {
            return rejectUnknown(conversation, command, command.by());
        }
        if (has(command.by(), conversation)) {
            return Decision.nothing(conversation);
        }
        return conversation.state() instanceof Queued || isOfferedTo(command.by(), conversation)
                ? conversation.assigned(command.by(), now, because("claimed", name(command.by()) + " claimed it."))
                : reject(conversation, command, "not-waiting", "Only a waiting conversation can be claimed");
    }

    private Decision transfer(Conversation conversation, TransferConversation command) {
        var to = command.toAgentId();
        if (!works(to)) {
            return rejectUnknown(conversation, command, to);
        }
        var why = because("handed-over", "%s handed it to %s.".formatted(name(command.by()), name(to)));
        return switch (conversation.state()) {
            case Assigned has -> transferFrom(has.agent(), conversation, command, why);
            case Queued unused -> conversation.assigned(to, now, why);
            case Offered offer ->
                offer.agent().equals(command.by())
                        ? conversation.assigned(to, now, why)
                        : rejectHeld(conversation, command, "hand it over");
            case Snoozed snoozed ->
                isHeldBy(command.by(), snoozed.agent())
                        ? conversation.assigned(to, now, why)
                        : rejectHeld(conversation, command, "hand it over");
            case Resolved unused -> rejectHeld(conversation, command, "hand it over");
            case Unopened unused -> rejectHeld(conversation, command, "hand it over");
        };
    }

    private Decision transferFrom(
            AgentId holder, Conversation conversation, TransferConversation command, Explanation why) {
        if (holder.equals(command.toAgentId())) {
            return reject(conversation, command, "already-there", "It cannot be handed to the agent who has it");
        }
        return holder.equals(command.by()) || !isAvailable(holder)
                ? conversation.transferred(holder, command.toAgentId(), now, why)
                : rejectHeld(conversation, command, "hand it over");
    }

    private Decision rejectHeld(Conversation conversation, ConversationCommand command, String wish) {
        return reject(conversation, command, "held-by-another", "Only who has it can " + wish);
    }

    private Decision resolve(Conversation conversation, ResolveConversation command) {
        List<UUID> read = command.readMessages() == null ? List.of() : command.readMessages();
        return mayFinish(conversation, command.by())
                ? ifRead(
                        conversation,
                        command,
                        read,
                        conversation.resolved(
                                command.by(), read, now, because("resolved", name(command.by()) + " resolved it.")))
                : rejectHeld(conversation, command, "resolve it");
    }

    private Decision snooze(Conversation conversation, SnoozeConversation command) {
        if (!command.until().isAfter(now)) {
            return reject(conversation, command, "until-passed", "The time to wake it has passed already");
        }
        return mayFinish(conversation, command.by())
                ? ifRead(
                        conversation,
                        command,
                        List.of(),
                        conversation.snoozed(
                                command.until(),
                                sleeper(conversation, command.by()),
                                now,
                                because("snoozed", name(command.by()) + " put it to sleep.")))
                : rejectHeld(conversation, command, "put it to sleep");
    }

    private static @Nullable AgentId sleeper(Conversation conversation, AgentId by) {
        return conversation.state() instanceof Queued ? null : by;
    }

    /** Who has it, or anybody as long as nobody has. */
    private static boolean mayFinish(Conversation conversation, AgentId by) {
        return switch (conversation.state()) {
            case Queued unused -> true;
            case Offered offer -> offer.agent().equals(by);
            case Assigned has -> has.agent().equals(by);
            case Snoozed snoozed -> isHeldBy(by, snoozed.agent());
            case Unopened unused -> false;
            case Resolved unused -> false;
        };
    }

    /** Finishing answers the customer's last message, so it is refused to who has not seen that message. */
    private Decision ifRead(
            Conversation conversation, ConversationCommand command, List<UUID> read, Decision finished) {
        var seen = command.expectedVersion();
        boolean hasRead = seen == null
                || seen >= conversation.customerVersion()
                || (!conversation.heard().isEmpty() && read.containsAll(conversation.heard()));
        return hasRead
                ? finished
                : reject(
                        conversation,
                        command,
                        "not-read",
                        "The customer wrote again since you looked; read that message first");
    }

    private Decision rejectUnknown(Conversation conversation, ConversationCommand command, AgentId agent) {
        return reject(
                conversation,
                command,
                "agent-not-active",
                roster.find(agent) == null
                        ? "Routing does not know that agent yet; try again shortly"
                        : name(agent) + " cannot take work, because the account is not active");
    }

    private Decision reject(Conversation conversation, ConversationCommand command, String rule, String text) {
        return conversation.rejected(
                command.commandId(), now, because(rule, text + ". " + whereItIs(conversation.state(), command.by())));
    }

    private String whereItIs(ConversationState state, AgentId asker) {
        return switch (state) {
            case Queued unused -> "It waits in the queue.";
            case Offered offer ->
                offer.agent().equals(asker) ? "It is offered to you." : "It is offered to " + name(offer.agent()) + ".";
            case Assigned has -> has.agent().equals(asker) ? "You have it." : name(has.agent()) + " has it.";
            case Snoozed unused -> "It sleeps.";
            case Resolved unused -> "It is resolved.";
            case Unopened unused -> "The customer has not written yet.";
        };
    }

    private Decision placed(Decision waiting) {
        return waiting.then(conversation -> conversation.state() instanceof Queued queued
                ? place(conversation, queued, roster.choose(conversation.lastAgent(), queued.asked()))
                : Decision.nothing(conversation));
    }

    private Decision place(Conversation conversation, Queued queued, Choice choice) {
        return conversation.placed(
                choice,
                queued,
                policy.assignment().offerTimeout(),
                now.plus(policy.assignment().roundPause()),
                now);
    }

    private Decision weighed(Conversation before, Decision decision) {
        roster.move(before.state().holder(), decision.conversation().state().holder(), now);
        return decision;
    }

    /** Who asks for it twice, by a reply and by a button, is not told that the second came too late. */
    private static boolean has(AgentId agent, Conversation conversation) {
        return conversation.state() instanceof Assigned assigned
                && assigned.agent().equals(agent);
    }

    private static boolean isOfferedTo(AgentId agent, Conversation conversation) {
        return conversation.state() instanceof Offered offer && offer.agent().equals(agent);
    }

    private static boolean isHeldBy(AgentId by, @Nullable AgentId holder) {
        return holder == null || holder.equals(by);
    }

    private boolean works(AgentId id) {
        var agent = roster.find(id);
        return agent != null && agent.active();
    }

    private boolean isAvailable(AgentId id) {
        var agent = roster.find(id);
        return agent != null && agent.isAvailable();
    }

    private String name(AgentId agent) {
        return roster.name(agent);
    }
}
