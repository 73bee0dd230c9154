package io.rapport.desk.inbox;

import io.rapport.contracts.Topics;
import io.rapport.contracts.signals.TypingNoticed;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Direction;
import io.rapport.desk.account.SessionGate;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.rapport.desk.timeline.application.TimelineQueries.Target;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the console tells that an agent is writing, or not any more; a chat shows it to its visitor. */
@Path("/api/conversations/{id}/typing")
@Singleton
class TypingResource {
    record Typing(boolean typing) {}

    private final Pool pool;
    private final TimelineQueries queries;
    private final Outbox outbox;
    private final Events events;
    private final Clock clock;

    TypingResource(Pool pool, TimelineQueries queries, Outbox outbox, Events events, Clock clock) {
        this.pool = pool;
        this.queries = queries;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    @POST
    public Uni<Void> tell(UUID id, @Nullable Typing typing, @Context RoutingContext request) {
        var who = SessionGate.signedIn(request);
        if (typing == null) {
            throw Refusal.unprocessable("Say whether somebody is writing.");
        }
        return queries.target(who.tenant(), new ConversationId(id))
                .map(found -> found.orElseThrow(InboxResource::unknown))
                .chain(target -> tell(who, target, typing.typing()));
    }

    private Uni<Void> tell(SignedIn who, Target target, boolean typing) {
        var thread = target.thread();
        if (thread.channel() != Channel.CHAT) {
            throw Refusal.unprocessable("Only in a chat can the customer see that somebody is writing.");
        }
        Standing.requireFree(target.summary(), who);
        var author = new Author(who.agentId(), who.displayName());
        return outbox.append(
                pool,
                List.of(new Outgoing(
                        Topics.CHAT_SIGNALS,
                        events.begin(
                                who.tenant(),
                                thread.id().value(),
                                new TypingNoticed(thread, Direction.OUTWARD, author, typing, clock.instant())))));
    }
}
