package io.rapport.desk.timeline.model;

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
import org.jspecify.annotations.Nullable;

/** What the timeline says between the messages. */
public final class EventLine {
    private EventLine() {}

    /** Why it happened, in words; absent when the messages themselves tell it. */
    public static @Nullable String explanation(ConversationEvent event) {
        return switch (event) {
            case ConversationQueued e -> e.explanation().text();
            case ConversationOffered e -> e.explanation().text();
            case OfferDeclined e -> e.explanation().text();
            case ConversationAssigned e -> e.explanation().text();
            case ConversationTransferred e -> e.explanation().text();
            case ConversationSnoozed e -> e.explanation().text();
            case ConversationResolved e -> e.explanation().text();
            case ConversationReopened e -> e.explanation().text();
            case SlaWarned e -> e.explanation().text();
            case SlaBreached e -> e.explanation().text();
            case CommandRejected e -> e.explanation().text();
            case ConversationOpened e -> null;
            case ConversationContinued e -> null;
            case FirstReplyGiven e -> null;
        };
    }
}
