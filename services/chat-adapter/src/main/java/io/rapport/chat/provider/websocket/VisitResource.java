package io.rapport.chat.provider.websocket;

import io.rapport.chat.site.Site;
import io.rapport.chat.site.Sites;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.problem.Problem;
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
import org.jspecify.annotations.Nullable;

/** Where a page asks who its visitor is before it connects: a page can read what is refused here, and not a refused WebSocket. */
@Path("/chat/{account}/visits")
public class VisitResource {
    private final Sites sites;
    private final Admission admission;

    VisitResource(Sites sites, Admission admission) {
        this.sites = sites;
        this.admission = admission;
    }

    /** @param visitor the name the browser has given its visitor */
    public record Arrival(@Nullable String visitor) {}

    /** @param visitor the name to connect with */
    record Welcome(String visitor) {}

    @OPTIONS
    public Response preflight(@Context HttpServerRequest request) {
        return Cors.preflight(request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response visit(
            @PathParam("account") String account, @Nullable Arrival arrival, @Context HttpServerRequest request) {
        return Cors.readable(
                request,
                switch (sites.caller(account, request)) {
                    case Sites.Caller.Refused(var status, var why) -> Problem.of(status, "Not let in", why);
                    case Sites.Caller.Known(var site) -> welcome(site, arrival);
                });
    }

    private Response.ResponseBuilder welcome(Site site, @Nullable Arrival arrival) {
        var visitor = VisitorId.parse(arrival == null ? null : arrival.visitor());
        if (visitor.isEmpty()) {
            return Problem.of(400, "No visitor", "A visitor is a random UUID that the browser makes and keeps.");
        }
        var account = site.account();
        var thread = ThreadRef.of(account.tenant(), Channel.CHAT, account.address(), visitor.get(), null);
        return admission
                .objection(thread.id())
                .map(why -> Problem.of(429, "No room", why))
                .orElseGet(() -> Response.ok(new Welcome(visitor.get())));
    }
}
