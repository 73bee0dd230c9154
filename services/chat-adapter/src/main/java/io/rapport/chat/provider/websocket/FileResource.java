package io.rapport.chat.provider.websocket;

import io.github.bucket4j.Bucket;
import io.rapport.chat.ChatConfig;
import io.rapport.chat.file.Uploads;
import io.rapport.chat.history.Line;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.chat.site.Site;
import io.rapport.chat.site.Sites;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.store.FileAnswer;
import io.rapport.platform.channel.store.StoreUnavailable;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where a page puts a file before the message that carries it, and gets those of the messages it has. */
@Path("/chat/{account}/files")
public class FileResource {
    private final Sites sites;
    private final Uploads uploads;
    private final VisitorHistory history;
    private final ChatConfig config;
    private final Map<String, Bucket> rates = new ConcurrentHashMap<>();

    FileResource(Sites sites, Uploads uploads, VisitorHistory history, ChatConfig config) {
        this.sites = sites;
        this.uploads = uploads;
        this.history = history;
        this.config = config;
    }

    /** @param id names it in a message */
    record Kept(String id, @Nullable String name, String mediaType, long size) {}

    @OPTIONS
    public Response preflight(@Context HttpServerRequest request) {
        return Cors.preflight(request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> upload(
            @PathParam("account") String account,
            @QueryParam("name") @Nullable String name,
            @Context HttpServerRequest request,
            byte[] content) {
        var answer = switch (sites.caller(account, request)) {
            case Sites.Caller.Refused(var status, var why) -> problem(status, why);
            case Sites.Caller.Known(var site) -> keep(site, request, name, content);
        };
        return answer.map(it -> Cors.readable(request, it));
    }

    private Uni<Response.ResponseBuilder> keep(
            Site site, HttpServerRequest request, @Nullable String name, byte[] content) {
        var visit = Visit.parse(request.query());
        if (visit.isEmpty() || !site.admits(visit.get().visitor(), visit.get().pass())) {
            return problem(403, "Only a visitor of the chat may send files.");
        }
        if (content.length == 0) {
            return problem(400, "The file is empty.");
        }
        if (content.length > config.maxFileSize().asLongValue()) {
            return problem(413, "A file has at most " + config.maxFileSize().asLongValue() / 1024 + " KiB.");
        }
        if (!rate(site.account().id()).tryConsume(1)) {
            return problem(429, "Too many files are sent just now; try again in a minute.");
        }
        var thread = site.thread(visit.get().visitor().toString()).id();
        return uploads.keep(site.account().tenant(), thread, name, content)
                .map(it -> Response.status(201).entity(new Kept(it.contentId(), it.name(), it.mediaType(), it.size())))
                .onFailure(TransientFailure::is)
                .recoverWithUni(away -> problem(503, "The file cannot be kept safely now."));
    }

    /** A file of a message to or of the visitor who asks. */
    @GET
    @Path("{message}/{number}")
    public Uni<Response> file(
            @PathParam("account") String account,
            @PathParam("message") long message,
            @PathParam("number") int number,
            @Context HttpServerRequest request) {
        var answer = switch (sites.reader(account, request)) {
            case Sites.Caller.Refused(var status, var why) -> problem(status, why);
            case Sites.Caller.Known(var site) -> show(site, request, message, number);
        };
        return answer.map(it -> Cors.readable(request, it));
    }

    private Uni<Response.ResponseBuilder> show(Site site, HttpServerRequest request, long message, int number) {
        var visit = Visit.parse(request.query());
        if (visit.isEmpty() || !site.admits(visit.get().visitor(), visit.get().pass())) {
            return problem(403, "Only the visitor whose chat it is may see its files.");
        }
        var tenant = site.account().tenant();
        var thread = site.thread(visit.get().visitor().toString()).id();
        return history.at(tenant, thread, message)
                .map(line -> line.map(Line::files).orElse(List.of()))
                .chain(files -> number < 0 || number >= files.size()
                        ? problem(404, "There is no such file in this chat.")
                        : answer(tenant, files.get(number)))
                .onFailure(it -> it instanceof StoreUnavailable || TransientFailure.is(it))
                .recoverWithUni(away -> problem(503, "The file cannot be read now."));
    }

    private Uni<Response.ResponseBuilder> answer(TenantId tenant, Attachment file) {
        return uploads.content(tenant, file.contentId())
                .chain(content -> content.isEmpty()
                        ? problem(404, "The file is not kept any more.")
                        : Uni.createFrom().item(FileAnswer.of(content.get(), file.name(), false)));
    }

    private Bucket rate(String account) {
        return rates.computeIfAbsent(
                account,
                id -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(config.filesPerMinute())
                                .refillGreedy(config.filesPerMinute(), Duration.ofMinutes(1)))
                        .build());
    }

    private static Uni<Response.ResponseBuilder> problem(int status, String why) {
        return Uni.createFrom().item(Problem.of(status, "Refused", why));
    }
}
