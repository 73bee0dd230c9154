package io.rapport.desk.timeline.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.desk.change.Changes;
import io.rapport.desk.timeline.application.TimelineStore.ConversationKey;
import io.rapport.desk.timeline.model.Conversation;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps what was said, what routing decided, and what customers are called. */
@Singleton
public class TimelineProjection {
    private final TimelineStore store;

    TimelineProjection(TimelineStore store) {
        this.store = store;
    }

    /**
     * One batch, of any of the topics: whatever it tells of a table is one statement. Fails when an entry is there already that one
     * event alone tells of.
     */
    public Uni<Void> on(SqlConnection tx, List<Event<Object>> events) {
        var news = news(events);
        var byOne = new ArrayList<EntryNews>();
        var bySeveral = new ArrayList<EntryNews>();
        news.entries().forEach(entry -> (entry.isToldOnce() ? byOne : bySeveral).add(entry));
        return on(
                tx, news, Statements.together(List.of(store.addEntries(tx, byOne), store.saveEntries(tx, bySeveral))));
    }

    /** A batch of which the timeline knows some. */
    public Uni<Void> onAgain(SqlConnection tx, List<Event<Object>> events) {
        var news = news(events);
        return on(tx, news, store.saveEntries(tx, news.entries()));
    }

    private Uni<Void> on(SqlConnection tx, TimelineNews news, Uni<Void> saveEntries) {
        var changes = new Changes();
        news.entries().forEach(entry -> changes.add(Changes.Kind.ENTRY, entry.tenant(), entry.id()));
        return Statements.together(
                        List.of(store.saveThreads(tx, news.threads())), store.load(tx, news.decided(), news.threads()))
                .chain(known -> {
                    Set<ConversationKey> heard = new HashSet<>(known.keySet());
                    heard.removeAll(news.decided());
                    note(changes, heard);
                    note(changes, news.decided());
                    var fresh = new ArrayList<Conversation>();
                    var changed = new ArrayList<Conversation>();
                    for (var conversation : news.apply(known)) {
                        var key = new ConversationKey(conversation.tenant(), conversation.id());
                        (known.containsKey(key) ? changed : fresh).add(conversation);
                    }
                    return Statements.together(
                            List.of(
                                    saveEntries,
                                    store.insert(tx, fresh),
                                    store.update(tx, changed),
                                    // those that something was decided about take their last message along
                                    store.showLastMessages(tx, heard)),
                            store.saveNames(tx, news.names()));
                })
                // not their conversations: one that is being opened meanwhile cannot be seen from here
                .invoke(renamed -> renamed.forEach(
                        customer -> changes.add(Changes.Kind.CUSTOMER, customer.tenant(), customer.id())))
                .chain(() -> changes.announce(tx));
    }

    private static TimelineNews news(List<Event<Object>> events) {
        var news = new TimelineNews();
        for (var event : events) {
            var envelope = event.envelope();
            switch (event.data()) {
                case InteractionEvent e -> MessageNews.add(news, envelope, e);
                case ConversationEvent e -> ConversationNews.add(news, envelope, e);
                case ProfileChanged e -> news.add(envelope.tenant(), e);
                default -> {} // nothing else is asked for
            }
        }
        return news;
    }

    private static void note(Changes changes, Set<ConversationKey> conversations) {
        conversations.forEach(key ->
                changes.add(Changes.Kind.CONVERSATION, key.tenant(), key.id().value()));
    }
}
