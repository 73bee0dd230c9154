package io.rapport.sms.provider.twilio;

import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.inbound.WebhookDoor;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.sms.inbound.SmsInbound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where Twilio calls: incoming messages, and how far ours got. */
@Path("/webhooks/twilio/{account}")
public class TwilioWebhooks {
    /** Says in TwiML that there is nothing to do. */
    private static final String NOTHING_TO_DO = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    private final Accounts accounts;
    private final WebhookDoor door;
    private final SmsInbound inbound;
    private final InboundFlow flow;

    TwilioWebhooks(Accounts accounts, WebhookDoor door, SmsInbound inbound, InboundFlow flow) {
        this.accounts = accounts;
        this.door = door;
        this.inbound = inbound;
        this.flow = flow;
    }

    @POST
    public Uni<Response> message(
            @PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        return door.answer(
                account,
                TwilioProvider.class,
                request,
                body,
                visit -> Uni.createFrom()
                        .deferred(() -> inbound.take(
                                receiver(visit, body),
                                body,
                                () -> visit.provider().parse(body)))
                        .replaceWith(TwilioWebhooks::done));
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
    public Uni<Response> status(
            @PathParam("account") String account,
            @QueryParam("command") @Nullable String command,
            @QueryParam("customer") @Nullable String customer,
            @Context HttpServerRequest request,
            byte[] body) {
        return door.answer(
                account,
                TwilioProvider.class,
                request,
                body,
                visit -> Uni.createFrom()
                        .deferred(() -> {
                            var told = visit.provider().parse(body).getFirst();
                            return flow.tell(
                                    visit.account(),
                                    command != null && customer != null && told instanceof Inbound.Status status
                                            ? Optional.of(new Inbound.Report(
                                                    status,
                                                    new Ours(
                                                            command(command),
                                                            customer(customer),
                                                            party(visit.provider(), body))))
                                            : Optional.empty());
                        })
                        .replaceWith(TwilioWebhooks::done));
    }

    private static String party(TwilioProvider provider, byte[] body) {
        return provider.phoneNumber("To", TwilioForm.parse(body).required("To"));
    }

    private static CommandId command(String id) {
        try {
            return CommandId.of(id);
        } catch (IllegalArgumentException e) {
            throw new Malformed("The command in the address is no id of ours.");
        }
    }

    private static CustomerId customer(String id) {
        try {
            return CustomerId.of(id);
        } catch (IllegalArgumentException e) {
            throw new Malformed("The customer in the address is no id of ours.");
        }
    }

    private static Response done() {
        return Response.ok(NOTHING_TO_DO, "text/xml").build();
    }
}
