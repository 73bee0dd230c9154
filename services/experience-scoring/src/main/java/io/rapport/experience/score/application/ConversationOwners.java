package io.rapport.experience.score.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.SlaBreached;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Whose conversation is whose, because a breach names only the conversation. */
public interface ConversationOwners {

    /** Keeps the owners; gives the late replies that were read before their conversation and waited for it. */
    Uni<List<Found>> remember(SqlConnection tx, List<Event<ConversationOpened>> opened);

    /** Gives the late replies whose owner is known; the others wait. */
    Uni<List<Found>> resolve(SqlConnection tx, List<Event<SlaBreached>> breached);
}
