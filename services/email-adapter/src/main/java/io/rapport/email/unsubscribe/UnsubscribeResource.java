package io.rapport.email.unsubscribe;

import io.rapport.email.unsubscribe.UnsubscribeTokens.Subscription;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The page behind List-Unsubscribe. Looking at it changes nothing, for programs that check links look at every one; posting to it
 * unsubscribes, by the page's button as by the one click of a mail program (RFC 8058), and needs no cookie and no login.
 */
@Path(UnsubscribeResource.PATH)
@Produces(MediaType.TEXT_HTML + ";charset=utf-8")
class UnsubscribeResource {
    static final String PATH = "/unsubscribe";

    private static final Logger LOG = Logger.getLogger(UnsubscribeResource.class);

    private final UnsubscribeTokens tokens;
    private final Unsubscribing unsubscribing;

    UnsubscribeResource(UnsubscribeTokens tokens, Unsubscribing unsubscribing) {
        this.tokens = tokens;
        this.unsubscribing = unsubscribing;
    }

    @GET
    @Path("{token}")
    public Uni<Response> ask(@PathParam("token") String token) {
        return answer(
                token,
                subscription -> Uni.createFrom()
                        .item(page(Status.OK, UnsubscribePage.question(unsubscribing.account(subscription)))));
    }

    /** Whatever the body says: mail programs send it as one of two types, and what it has to say is in the address. */
    @POST
    @Path("{token}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> unsubscribe(@PathParam("token") String token) {
        return answer(
                token,
                subscription -> unsubscribing
                        .declare(subscription)
                        .replaceWith(() -> page(Status.OK, UnsubscribePage.done(unsubscribing.account(subscription)))));
    }

    private Uni<Response> answer(String token, Function<Subscription, Uni<Response>> known) {
        return StoreCall.of(() -> tokens.read(token))
                .chain((Optional<Subscription> read) -> read.map(known)
                        .orElseGet(() -> Uni.createFrom().item(page(Status.NOT_FOUND, UnsubscribePage.unknown()))))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("action=unsubscribe cause=%s", failure.getClass().getSimpleName());
                    return page(Status.SERVICE_UNAVAILABLE, UnsubscribePage.later());
                });
    }

    private static Response page(Status status, String html) {
        return Response.status(status)
                .entity(html)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
                .build();
    }
}
