package io.rapport.desk.timeline.application;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.conversations.ConversationContinued;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import io.rapport.desk.timeline.model.EventLine;
import io.rapport.desk.timeline.model.ThreadNews;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What routing decided. */
final class ConversationNews {
    /** Whose voice the lines between the messages are. */
    private static final String PLATFORM = "Rapport";

    private ConversationNews() {}

    static void add(TimelineNews news, Envelope envelope, ConversationEvent event) {
        news.add(envelope.tenant(), event);
        threadOf(event).ifPresent(thread -> news.add(new ThreadNews(envelope.tenant(), thread, null, null)));
        lineOf(envelope, event).ifPresent(news::add);
    }

    private static Optional<ThreadRef> threadOf(ConversationEvent event) {
        return switch (event) {
            case ConversationOpened e -> Optional.of(e.thread());
            case ConversationContinued e -> Optional.of(e.thread());
            case ConversationReopened e -> Optional.of(e.thread());
            case ConversationResolved e -> Optional.of(e.thread());
            default -> Optional.empty();
        };
    }

    private static Optional<EntryNews> lineOf(Envelope envelope, ConversationEvent data) {
        return Optional.ofNullable(EventLine.explanation(data))
                .map(explanation -> new EntryNews(
                        envelope.tenant(),
                        envelope.id(),
                        null,
                        data.conversationId().value(),
                        // what is decided at once is told in order
                        data.at().plus(data.version(), ChronoUnit.MICROS),
                        null,
                        AuthorKind.SYSTEM,
                        PLATFORM,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        envelope.type(),
                        explanation));
    }
}
