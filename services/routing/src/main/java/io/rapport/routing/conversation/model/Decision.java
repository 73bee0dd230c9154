package io.rapport.routing.conversation.model;

import io.rapport.contracts.conversations.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A conversation after a decision, and what is to be told of it; no events means nothing worth telling happened. */
public record Decision(Conversation conversation, List<ConversationEvent> events) {

    static Decision nothing(Conversation conversation) {
        return new Decision(conversation, List.of());
    }

    static Decision of(Conversation conversation, ConversationEvent event) {
        return new Decision(conversation, List.of(event));
    }

    /** Decides on from here, telling both. */
    Decision then(Function<Conversation, Decision> next) {
        var following = next.apply(conversation);
        if (following.events.isEmpty()) {
            return new Decision(following.conversation, events);
        }
        var both = new ArrayList<ConversationEvent>(events.size() + following.events.size());
        both.addAll(events);
        both.addAll(following.events);
        return new Decision(following.conversation, both);
    }
}
