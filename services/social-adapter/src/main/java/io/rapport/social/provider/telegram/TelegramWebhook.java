package io.rapport.social.provider.telegram;

import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.WebhookDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Where Telegram calls. */
@Path("/webhooks/telegram/{account}")
public class TelegramWebhook {
    private final WebhookDoor door;
    private final InboundFlow flow;

    TelegramWebhook(WebhookDoor door, InboundFlow flow) {
        this.door = door;
        this.flow = flow;
    }

    @POST
    public Uni<Response> update(@PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        return door.answer(
                account,
                TelegramProvider.class,
                request,
                body,
                visit -> flow.take(visit.account(), body, () -> visit.provider().parse(body))
                        .replaceWith(() -> Response.ok().build()));
    }
}
