package io.rapport.routing.conversation.model;

import io.rapport.contracts.conversations.CommandRejected;
import io.rapport.contracts.conversations.ConversationAssigned;
import io.rapport.contracts.conversations.ConversationContinued;
import io.rapport.contracts.conversations.ConversationEvent;
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
import io.rapport.contracts.value.Explanation;
import io.rapport.routing.sla.model.FirstReplyPolicy;

/** Why an event happened. */
public final class Explanations {
    private Explanations() {}

    public static Explanation of(ConversationEvent event) {
        return switch (event) {
            case ConversationOpened e -> e.explanation();
            case ConversationContinued e -> e.explanation();
            case ConversationQueued e -> e.explanation();
            case ConversationOffered e -> e.explanation();
            case OfferDeclined e -> e.explanation();
            case ConversationAssigned e -> e.explanation();
            case ConversationTransferred e -> e.explanation();
            case ConversationSnoozed e -> e.explanation();
            case ConversationResolved e -> e.explanation();
            case ConversationReopened e -> e.explanation();
            case SlaWarned e -> e.explanation();
            case SlaBreached e -> e.explanation();
            case CommandRejected e -> e.explanation();
            case FirstReplyGiven e ->
                new Explanation(
                        "first-reply-given",
                        e.inTime() ? "The first reply went out in time." : "The first reply went out too late.",
                        FirstReplyPolicy.VERSION);
        };
    }
}
