package io.rapport.desk.inbox;

import io.rapport.desk.account.SignedIn;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.Summary;
import io.rapport.desk.timeline.model.ConversationState;

/** How an agent stands to a conversation. */
final class Standing {
    private Standing() {}

    /** Refuses when somebody else has it or is being asked to take it; says who. */
    static void requireFree(Summary summary, SignedIn who) {
        var assignee = summary.assignee();
        if (summary.state() == ConversationState.RESOLVED) {
            return;
        }
        if (assignee != null && !assignee.id().equals(who.agentId())) {
            throw Refusal.conflict(assignee.name() + " has this conversation. Ask for it to be transferred to you.");
        }
        var offer = summary.offer();
        if (summary.state() == ConversationState.OFFERED
                && offer != null
                && !offer.agentId().equals(who.agentId())) {
            throw Refusal.conflict("This conversation is just being offered to another agent. Try again in a moment.");
        }
    }

    static boolean isOfferedTo(Summary summary, SignedIn who) {
        var offer = summary.offer();
        return summary.state() == ConversationState.OFFERED
                && offer != null
                && offer.agentId().equals(who.agentId());
    }
}
