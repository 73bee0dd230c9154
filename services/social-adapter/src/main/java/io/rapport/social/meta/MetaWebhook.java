package io.rapport.social.meta;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.WebhookDoor;
import io.rapport.platform.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;

/** Where Meta calls, for WhatsApp, Messenger and Instagram. */
@Path("/webhooks/meta/{account}")
public class MetaWebhook {
    private static final Logger LOG = Logger.getLogger(MetaWebhook.class);

    private final Accounts accounts;
    private final WebhookDoor door;
    private final InboundFlow flow;

    MetaWebhook(Accounts accounts, WebhookDoor door, InboundFlow flow) {
        this.accounts = accounts;
        this.door = door;
        this.flow = flow;
    }

    /** Meta asks, when the address is entered in its console, whether it is ours. */
    @GET
    public Response subscribe(
            @PathParam("account") String account,
            @QueryParam("hub.mode") @DefaultValue("") String mode,
            @QueryParam("hub.verify_token") @DefaultValue("") String token,
            @QueryParam("hub.challenge") @DefaultValue("") String challenge) {
        var known = accounts.withId(account).filter(it -> it.provider() instanceof MetaProvider);
        if (known.isEmpty()) {
            return Problem.of(404, "Unknown account", "No account of this id is configured for this provider.")
                    .build();
        }
        if (!"subscribe".equals(mode) || !app(known.get()).knows(token)) {
            LOG.warnf("action=refuse-subscription account=%s cause=proof", account);
            return Problem.of(403, "Not genuine", "The verify token is not the one that is configured.")
                    .build();
        }
        return Response.ok(challenge, MediaType.TEXT_PLAIN_TYPE).build();
    }

    @POST
    public Uni<Response> update(@PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        return door.answer(
                account,
                MetaProvider.class,
                request,
                body,
                visit -> Multi.createFrom()
                        .iterable(concerned(visit.account(), body))
                        .onItem()
                        .transformToUniAndConcatenate(
                                it -> flow.take(it, body, () -> provider(it).parse(body)))
                        .collect()
                        .last()
                        .replaceWith(() -> Response.ok().build()));
    }

    /** Whoever of the app's accounts is told something; the called one, when nobody is. */
    private List<Account> concerned(Account called, byte[] body) {
        var app = app(called);
        var concerned = accounts.all().stream()
                .filter(it -> it.provider() instanceof MetaProvider provider
                        && provider.app().equals(app)
                        && provider.concerns(body))
                .toList();
        return concerned.isEmpty() ? List.of(called) : concerned;
    }

    private static MetaApp app(Account account) {
        return provider(account).app();
    }

    private static MetaProvider provider(Account account) {
        return (MetaProvider) account.provider();
    }
}
