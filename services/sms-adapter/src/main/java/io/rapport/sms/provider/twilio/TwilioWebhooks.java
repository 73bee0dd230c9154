package io.rapport.sms.provider.twilio;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.inbound.WebhookDoor;
import io.rapport.sms.inbound.SmsInbound;
import io.rapport.sms.inbound.SmsPayloads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Where Twilio calls: incoming messages, and how far ours got. */
@Path("/webhooks/twilio/{account}")
public class TwilioWebhooks {
    /** Says in TwiML that there is nothing to do. */
    private static final String NOTHING_TO_DO = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    private final Accounts accounts;
    private final WebhookDoor door;
    private final SmsInbound inbound;
    private final SmsPayloads payloads;
    private final TwilioSeen seen;
    private final boolean compares;

    TwilioWebhooks(
            Accounts accounts,
            WebhookDoor door,
            SmsInbound inbound,
            SmsPayloads payloads,
            TwilioSeen seen,
            TwilioConfig config) {
        this.seen = seen;
        this.compares = !config.compare().isOff();
        this.accounts = accounts;
        this.door = door;
        this.inbound = inbound;
        this.payloads = payloads;
    }

    @POST
    public Uni<Response> message(
            @PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        return door.answer(
                account,
                TwilioProvider.class,
                request,
                body,
                visit -> take(receiver(visit, body), visit.provider(), body).replaceWith(TwilioWebhooks::done));
    }

    private Uni<Void> take(Account account, TwilioProvider provider, byte[] body) {
        var taken = inbound.take(account, body, () -> provider.parse(body));
        var sid = TwilioProvider.sid(body);
        return compares && sid.isPresent()
                ? taken.call(() -> seen.note(account, sid.get())
                        // the message is safe; that it is fetched again changes nothing
                        .onFailure()
                        .recoverWithNull())
                : taken;
    }

    /** A Messaging Service calls one address for all its numbers; those of the same account may share it. */
    private Account receiver(WebhookDoor.Visit<TwilioProvider> visit, byte[] body) {
        return visit.provider()
                .to(body)
                .flatMap(number -> accounts.of(visit.account().tenant(), number))
                .filter(it ->
                        it.provider() instanceof TwilioProvider other && other.sharesAccountWith(visit.provider()))
                .orElse(visit.account());
    }

    @POST
    @Path("status")
    public Uni<Response> status(@PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        var query = request.query();
        return door.answer(
                account,
                TwilioProvider.class,
                request,
                body,
                visit -> payloads.report(visit.account(), visit.provider(), body, query == null ? "" : query)
                        .replaceWith(TwilioWebhooks::done));
    }

    private static Response done() {
        return Response.ok(NOTHING_TO_DO, "text/xml").build();
    }
}
