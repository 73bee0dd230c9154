package io.rapport.sms.provider.vonage;

import io.rapport.platform.channel.inbound.WebhookDoor;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.problem.Problem;
import io.rapport.sms.inbound.SmsPayloads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Where Vonage calls: incoming messages, and how far ours got; a GET brings in its query what a POST brings in its body. */
@Path("/webhooks/vonage/{account}")
public class VonageWebhooks {
    private static final int COME_AGAIN_SECONDS = 5;

    private final WebhookDoor door;
    private final SmsPayloads payloads;

    VonageWebhooks(WebhookDoor door, SmsPayloads payloads) {
        this.door = door;
        this.payloads = payloads;
    }

    @POST
    public Uni<Response> message(
            @PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        return answer(account, request, body, visit -> payloads.take(visit.account(), visit.provider(), body));
    }

    @GET
    public Uni<Response> messageInQuery(@PathParam("account") String account, @Context HttpServerRequest request) {
        return message(account, request, query(request));
    }

    @POST
    @Path("status")
    public Uni<Response> status(@PathParam("account") String account, @Context HttpServerRequest request, byte[] body) {
        return answer(account, request, body, visit -> payloads.report(visit.account(), visit.provider(), body, ""));
    }

    @GET
    @Path("status")
    public Uni<Response> statusInQuery(@PathParam("account") String account, @Context HttpServerRequest request) {
        return status(account, request, query(request));
    }

    /** An unsigned call is a fault of Vonage's, which goes away when it calls again. */
    private Uni<Response> answer(
            String account,
            HttpServerRequest request,
            byte[] body,
            Function<WebhookDoor.Visit<VonageProvider>, Uni<Void>> handler) {
        var authorization = request.getHeader("Authorization");
        var call = new WebhookCall(
                request.uri(), authorization == null ? Map.of() : Map.of("authorization", authorization), body);
        return door.answer(
                        account,
                        VonageProvider.class,
                        request,
                        body,
                        visit -> Uni.createFrom()
                                .deferred(() -> handler.apply(visit))
                                .replaceWith(() -> Response.ok().build()))
                .map(response -> response.getStatus() == 403 && !VonageProvider.isSigned(call)
                        ? Problem.of(503, "Not signed", "The call carries no signature: sign it and come again.")
                                .header("Retry-After", COME_AGAIN_SECONDS)
                                .build()
                        : response);
    }

    private static byte[] query(HttpServerRequest request) {
        var query = request.query();
        return query == null ? new byte[0] : query.getBytes(StandardCharsets.UTF_8);
    }
}
