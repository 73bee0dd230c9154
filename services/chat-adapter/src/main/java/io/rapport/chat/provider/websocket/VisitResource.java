package io.rapport.chat.provider.websocket;

import io.rapport.chat.ChatConfig;
import io.rapport.chat.ChatConfig.Ask;
import io.rapport.chat.contact.Contacts;
import io.rapport.chat.contact.Given;
import io.rapport.chat.site.Site;
import io.rapport.chat.site.Sites;
import io.rapport.contracts.value.Contact;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page asks who its visitor is before it connects: a page can read what is refused here, and not a refused WebSocket. */
@Path("/chat/{account}/visits")
public class VisitResource {
    private static final int MAX_USER_ID = 256;

    private final Sites sites;
    private final Admission admission;
    private final Contacts contacts;
    private final ChatConfig config;
    private final Clock clock;

    VisitResource(Sites sites, Admission admission, Contacts contacts, ChatConfig config, Clock clock) {
        this.sites = sites;
        this.admission = admission;
        this.contacts = contacts;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Who comes.
     *
     * @param visitor the name the browser has given its visitor
     * @param user who the page says is signed in
     */
    public record Arrival(
            @Nullable String visitor, @Nullable User user) {}

    /**
     * A user of the site.
     *
     * @param hash HMAC-SHA256 of the id, in hexadecimal digits
     */
    public record User(
            @Nullable String id,
            @Nullable String hash,
            @Nullable String name,
            @Nullable String email) {}

    /**
     * How to connect, and what to ask and say before the first message.
     *
     * @param visitor the name to connect with
     * @param pass to connect with, for a user's visitor
     * @param backAt when somebody is back; absent while somebody is there
     */
    record Welcome(
            UUID visitor,
            @Nullable String pass,
            Ask name,
            Ask email,
            @Nullable Instant backAt,
            int maxMessageLength,
            long maxFileSize) {}

    @OPTIONS
    public Response preflight(@Context HttpServerRequest request) {
        return Cors.preflight(request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> visit(
            @PathParam("account") String account, @Nullable Arrival arrival, @Context HttpServerRequest request) {
        var answer = switch (sites.caller(account, request)) {
            case Sites.Caller.Refused(var status, var why) -> problem(status, why);
            case Sites.Caller.Known(var site) -> arrive(site, arrival == null ? new Arrival(null, null) : arrival);
        };
        return answer.map(it -> Cors.readable(request, it));
    }

    private Uni<Response.ResponseBuilder> arrive(Site site, Arrival arrival) {
        if (arrival.user() != null) {
            return arrive(site, arrival.user());
        }
        if (site.forUsersOnly()) {
            return problem(403, "Only signed-in visitors may use this chat.");
        }
        var visitor = VisitorId.parse(arrival.visitor()).filter(it -> site.admits(it, null));
        return visitor.isEmpty()
                ? problem(400, "A visitor is a random UUID that the browser makes and keeps.")
                : welcome(site, visitor.get(), null, null);
    }

    private Uni<Response.ResponseBuilder> arrive(Site site, User user) {
        var voucher = site.voucher();
        if (voucher == null) {
            return problem(403, "This chat account has no secret to verify users with.");
        }
        var id = user.id();
        if (id == null || id.isBlank() || id.length() > MAX_USER_ID) {
            return problem(400, "A user has an id of 1 to " + MAX_USER_ID + " characters.");
        }
        if (user.hash() == null || !voucher.vouchesFor(id, user.hash())) {
            return problem(
                    403,
                    "The hash is not the HMAC-SHA256 of the user's id by this account's secret, in hexadecimal digits.");
        }
        var given = new Given(user.name(), user.email());
        var objection = given.objection();
        if (objection.isPresent()) {
            return problem(400, objection.get());
        }
        var visitor = site.visitorOf(id);
        return welcome(site, visitor, voucher.passFor(visitor), given.contact(id));
    }

    private Uni<Response.ResponseBuilder> welcome(
            Site site, UUID visitor, @Nullable String pass, @Nullable Contact said) {
        var tenant = site.account().tenant();
        var thread = site.thread(visitor.toString()).id();
        var noRoom = admission.objection(thread);
        if (noRoom.isPresent()) {
            return problem(429, noRoom.get());
        }
        var known = said == null ? contacts.of(tenant, thread) : contacts.note(tenant, thread, said);
        return known.map(contact -> Response.ok(asking(site, visitor, pass, contact)))
                .onFailure(TransientFailure::is)
                .recoverWithUni(away -> problem(503, "The chat cannot be used now."));
    }

    /** Asks for what is not known yet; and when nobody is there, for an address to answer to. */
    private Welcome asking(Site site, UUID visitor, @Nullable String pass, Contact known) {
        var backAt = site.hours().backAt(clock.instant()).orElse(null);
        var email = site.email() == Ask.OFF && backAt != null ? Ask.OPTIONAL : site.email();
        return new Welcome(
                visitor,
                pass,
                known.name() == null ? site.name() : Ask.OFF,
                known.email() == null ? email : Ask.OFF,
                backAt,
                config.maxMessageLength(),
                config.maxFileSize().asLongValue());
    }

    private static Uni<Response.ResponseBuilder> problem(int status, String why) {
        return Uni.createFrom().item(Problem.of(status, status == 503 ? "Come again" : "Not let in", why));
    }
}
