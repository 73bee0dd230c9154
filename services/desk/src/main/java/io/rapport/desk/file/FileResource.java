package io.rapport.desk.file;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.ConversationId;
import io.rapport.desk.account.SessionGate;
import io.rapport.desk.channel.ChannelAccounts;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.Entry;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.rapport.desk.timeline.application.TimelineQueries.Target;
import io.rapport.platform.channel.capability.SendRules;
import io.rapport.platform.channel.store.FileAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The files of a conversation, for those who may see the conversation. */
@Path("/api/conversations/{id}")
@Singleton
class FileResource {
    private final TimelineQueries queries;
    private final ChannelAccounts accounts;
    private final Files files;

    FileResource(TimelineQueries queries, ChannelAccounts accounts, Files files) {
        this.queries = queries;
        this.accounts = accounts;
        this.files = files;
    }

    @GET
    @Path("entries/{entry}/files/{number}")
    public Uni<Response> file(
            UUID id,
            UUID entry,
            int number,
            @QueryParam("download") @Nullable String download,
            @Context RoutingContext request) {
        var tenant = SessionGate.signedIn(request).tenant();
        return entry(request, id, entry).chain(found -> {
            if (number < 0 || number >= found.attachments().size()) {
                throw Refusal.notFound("The message has no such file.");
            }
            var file = found.attachments().get(number);
            return files.content(tenant, file.contentId())
                    .map(content -> FileAnswer.of(
                                    content.orElseThrow(FileResource::gone), file.name(), download != null)
                            .build());
        });
    }

    @GET
    @Path("entries/{entry}/html")
    public Uni<Response> html(
            UUID id,
            UUID entry,
            @QueryParam("images") @DefaultValue("own") String images,
            @Context RoutingContext request) {
        var tenant = SessionGate.signedIn(request).tenant();
        boolean remote = images.equals("all");
        return entry(request, id, entry).chain(found -> {
            var html = found.htmlContentId();
            if (html == null) {
                throw Refusal.notFound("The message has no HTML.");
            }
            return files.content(tenant, html)
                    .map(content -> SafeHtml.page(
                            new String(content.orElseThrow(FileResource::gone), StandardCharsets.UTF_8),
                            cid -> address(id, found, cid),
                            remote))
                    .map(page -> Response.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                            .header("Content-Security-Policy", policy(remote))
                            .header("X-Content-Type-Options", "nosniff")
                            .header("Referrer-Policy", "no-referrer")
                            .header("Cache-Control", "private, no-store")
                            .build());
        });
    }

    /** The frame around a mail is the console's own, so that it can be as high as the mail; scripts stay out all the same. */
    private static String policy(boolean remote) {
        return "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:" + (remote ? " https: http:" : "")
                + "; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
                + "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    }

    private static Optional<String> address(UUID conversation, Entry entry, String cid) {
        for (int i = 0; i < entry.attachments().size(); i++) {
            if (cid.equals(entry.attachments().get(i).cid())) {
                return Optional.of("/api/conversations/" + conversation + "/entries/" + entry.id() + "/files/" + i);
            }
        }
        return Optional.empty();
    }

    private Uni<Entry> entry(RoutingContext request, UUID conversation, UUID entry) {
        return queries.entry(SessionGate.signedIn(request).tenant(), new ConversationId(conversation), entry)
                .map(found -> found.orElseThrow(() -> Refusal.notFound("There is no such message.")));
    }

    /** Takes a file that is to go with a reply, if the channel would carry it. */
    @POST
    @Path("files")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(201)
    public Uni<Attachment> attach(
            UUID id, @QueryParam("name") @Nullable String name, byte[] content, @Context RoutingContext request) {
        var tenant = SessionGate.signedIn(request).tenant();
        if (content.length == 0) {
            throw Refusal.unprocessable("The file is empty.");
        }
        var declared = request.request().getHeader("Content-Type");
        return queries.target(tenant, new ConversationId(id))
                .map(found -> found.orElseThrow(() -> Refusal.notFound("There is no such conversation.")))
                .map(Target::thread)
                .chain(thread -> accounts.capabilities(tenant, thread.channel(), thread.account()))
                .invoke(channel -> refuse(channel.flatMap(it -> SendRules.objection(
                        it, "-", List.of(Files.attachment(content, name, declared, "not kept yet"))))))
                .chain(() -> files.keep(tenant, content, name, declared));
    }

    private static void refuse(Optional<SendRules.Objection> objection) {
        if (objection.isPresent()) {
            throw Refusal.unprocessable(objection.get().why());
        }
    }

    private static Refusal gone() {
        return Refusal.notFound("The file is not in the store any more.");
    }
}
