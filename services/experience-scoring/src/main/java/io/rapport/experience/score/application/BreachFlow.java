package io.rapport.experience.score.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.SlaBreached;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Turns late first replies into evidence. */
@ApplicationScoped
public class BreachFlow {
    private static final String FIRST_REPLY = "first-reply";

    private final ConversationOwners owners;
    private final ScoreKeeping scores;

    BreachFlow(ConversationOwners owners, ScoreKeeping scores) {
        this.owners = owners;
        this.scores = scores;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<ConversationOpened>> opened, List<Event<SlaBreached>> breached) {
        var late = breached.stream()
                .filter(event -> event.data().clock().equals(FIRST_REPLY))
                .toList();
        return owners.remember(tx, opened)
                .chain(waited -> owners.resolve(tx, late)
                        .chain(known -> scores.add(
                                tx,
                                Stream.concat(waited.stream(), known.stream()).toList())));
    }
}
