package io.rapport.desk.inbox;

import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ConversationId;
import io.rapport.desk.account.SessionGate;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.file.Files;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.Entry;
import io.rapport.desk.timeline.application.Summary;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.rapport.desk.timeline.application.TimelineQueries.Counts;
import io.rapport.desk.timeline.application.TimelineQueries.View;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The inbox, the conversations in it, and what agents do with them. */
@Path("/api/conversations")
@Singleton
class InboxResource {
    private static final int LONGEST_PAGE = 200;

    record Page(List<Summary> items, @Nullable String nextCursor, Counts counts) {}

    /**
     * A conversation.
     *
     * @param channel what our account carries; absent while its adapter has not told
     */
    record Detail(
            Summary conversation,
            List<Entry> timeline,
            @Nullable ChannelCapabilities channel) {}

    record Reply(
            @Nullable UUID id,
            @Nullable String text,
            @Nullable List<Files.Chosen> attachments) {
        String written() {
            return text == null ? "" : text;
        }

        List<Files.Chosen> chosen() {
            return attachments == null ? List.of() : attachments;
        }
    }

    record Accepted(UUID commandId) {}

    private final TimelineQueries queries;
    private final Replies replies;
    private final Commands commands;
    private final SendPreview preview;
    private final Files files;

    InboxResource(TimelineQueries queries, Replies replies, Commands commands, SendPreview preview, Files files) {
        this.preview = preview;
        this.files = files;
        this.queries = queries;
        this.replies = replies;
        this.commands = commands;
    }

    @GET
    public Uni<Page> list(
            @QueryParam("view") @DefaultValue("mine") String view,
            @QueryParam("status") @DefaultValue("open") String status,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context RoutingContext request) {
        var who = SessionGate.signedIn(request);
        int size = Math.clamp(limit, 1, LONGEST_PAGE);
        var after = Optional.ofNullable(cursor).map(Cursor::parse);
        return Uni.combine()
                .all()
                .unis(
                        // one more than asked for tells whether there is a next page
                        queries.page(who.tenant(), who.agentId(), view(view), isResolved(status), size + 1, after),
                        queries.counts(who.tenant(), who.agentId()))
                .asTuple()
                .map(found -> page(found.getItem1(), size, found.getItem2()));
    }

    private static Page page(List<Summary> found, int size, Counts counts) {
        if (found.size() <= size) {
            return new Page(found, null, counts);
        }
        var items = found.subList(0, size);
        return new Page(items, Cursor.after(items.getLast()), counts);
    }

    @GET
    @Path("{id}")
    public Uni<Detail> conversation(UUID id, @Context RoutingContext request) {
        var tenant = SessionGate.signedIn(request).tenant();
        var conversation = new ConversationId(id);
        return queries.target(tenant, conversation)
                .map(found -> found.orElseThrow(InboxResource::unknown))
                .chain(target -> Uni.combine()
                        .all()
                        .unis(queries.timeline(tenant, conversation), preview.capabilities(tenant, target.thread()))
                        .with((timeline, channel) -> new Detail(target.summary(), timeline, channel.orElse(null))));
    }

    /** What would become of a reply as it stands; sends nothing. */
    @POST
    @Path("{id}/replies/preview")
    public Uni<SendPreview.Preview> preview(UUID id, @Nullable Reply reply, @Context RoutingContext request) {
        var tenant = SessionGate.signedIn(request).tenant();
        var draft = reply == null ? new Reply(null, null, null) : reply;
        return queries.target(tenant, new ConversationId(id))
                .map(found -> found.orElseThrow(InboxResource::unknown))
                .chain(target -> files.chosen(tenant, draft.chosen())
                        .chain(chosen -> preview.of(tenant, target.thread(), draft.written(), chosen)));
    }

    @POST
    @Path("{id}/replies")
    @ResponseStatus(202)
    public Uni<Accepted> reply(UUID id, @Nullable Reply reply, @Context RoutingContext request) {
        SignedIn who = SessionGate.signedIn(request);
        if (reply == null || reply.id() == null) {
            throw Refusal.unprocessable("A reply needs an id, so that sending it again does not send it twice.");
        }
        var commandId = reply.id();
        return replies.send(who, new ConversationId(id), commandId, reply.written(), reply.chosen())
                .replaceWith(() -> new Accepted(commandId));
    }

    @POST
    @Path("{id}/commands")
    @ResponseStatus(202)
    public Uni<Accepted> command(UUID id, Commands.@Nullable Wish wish, @Context RoutingContext request) {
        SignedIn who = SessionGate.signedIn(request);
        if (wish == null || wish.id() == null || wish.type() == null) {
            throw Refusal.unprocessable("A command needs an id and a type.");
        }
        var commandId = wish.id();
        return commands.give(who, new ConversationId(id), commandId, wish.type(), wish)
                .replaceWith(() -> new Accepted(commandId));
    }

    static Refusal unknown() {
        return Refusal.notFound("There is no such conversation.");
    }

    private static View view(String name) {
        try {
            return View.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.unprocessable("The view is mine, unassigned or all.");
        }
    }

    private static boolean isResolved(String status) {
        return switch (status) {
            case "open" -> false;
            case "resolved" -> true;
            default -> throw Refusal.unprocessable("The status is open or resolved.");
        };
    }
}
