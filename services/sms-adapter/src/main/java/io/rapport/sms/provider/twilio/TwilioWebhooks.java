package io.rapport.sms.provider.twilio;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.inbound.WebhookDoor;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.platform.problem.Problem;
import io.rapport.sms.inbound.SmsInbound;
import io.rapport.sms.inbound.SmsPayloads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

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
    private final PayloadStore store;
    private final Clock clock;
    private final boolean compares;

    TwilioWebhooks(
            Accounts accounts,
            WebhookDoor door,
            SmsInbound inbound,
            SmsPayloads payloads,
            TwilioSeen seen,
            PayloadStore store,
            Clock clock,
            TwilioConfig config) {
        this.clock = clock;
        this.store = store;
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
                visit -> take(visit, body).replaceWith(TwilioWebhooks::done));
    }

    private Uni<Void> take(WebhookDoor.Visit<TwilioProvider> visit, byte[] body) {
        var form = TwilioForm.asFarAsReadable(body);
        var receiver = receiver(visit, form);
        var provider = visit.provider();
        // what cannot be read is read again, for the reason
        var taken = inbound.take(
                receiver, body, () -> form.fields().isEmpty() ? provider.parse(body) : provider.parse(form));
        var sid = form.first("MessageSid");
        return compares && sid != null ? taken.invoke(() -> seen.note(receiver, sid, clock.instant())) : taken;
    }

    /** A Messaging Service calls one address for all its numbers; those of the same account may share it. */
    private Account receiver(WebhookDoor.Visit<TwilioProvider> visit, TwilioForm form) {
        return visit.provider()
                .to(form)
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

    /** Gives Twilio a file of a message of ours. */
    @GET
    @Path("media/{file}")
    public Uni<Response> media(
            @PathParam("account") String account,
            @PathParam("file") String file,
            @QueryParam("type") @DefaultValue("") String type,
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("until") long until,
            @QueryParam("proof") @DefaultValue("") String proof) {
        var link = new MediaLinks.Link(file, type, name, until, proof);
        var known = accounts.withId(account)
                .filter(it -> it.provider() instanceof TwilioProvider provider && provider.gave(link));
        return known.isEmpty()
                ? problem(403, "Not genuine", "No file was given to Twilio at this address, or too long ago.")
                : StoreCall.of(() -> store.get(known.get().tenant(), link.contentId()))
                        .chain(content -> content.isEmpty()
                                ? problem(404, "Gone", "The file is not kept any more.")
                                : Uni.createFrom().item(file(link, content.get())))
                        .onFailure(TransientFailure::is)
                        .recoverWithUni(away -> problem(503, "Come again", "The file cannot be read now."));
    }

    private static Response file(MediaLinks.Link link, byte[] content) {
        return Response.ok(content, link.type())
                .header("Content-Disposition", "inline; filename=\"" + link.name() + '"')
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static Uni<Response> problem(int status, String title, String why) {
        return Uni.createFrom().item(Problem.of(status, title, why).build());
    }

    private static Response done() {
        return Response.ok(NOTHING_TO_DO, "text/xml").build();
    }
}
