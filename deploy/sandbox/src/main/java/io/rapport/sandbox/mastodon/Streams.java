package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whoever listens of news, as server-sent events.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/streaming/">Streaming</a>
 */
@Singleton
class Streams {
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final CompanyAccount company;
    private final Vertx vertx;
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();

    Streams(CompanyAccount company, Vertx vertx) {
        this.company = company;
        this.vertx = vertx;
    }

    void open(@Observes Router router) {
        var path = "/api/v1/streaming/";
        router.get(path + "health")
                .handler(call -> call.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                        .end("OK"));
        router.get(path + "user").handler(this::listen);
        router.get(path + "user/notification").handler(this::listen);
    }

    private void listen(RoutingContext call) {
        var response = call.response();
        var header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        // browsers' own way to listen has no headers
        var token = call.request().getParam("access_token");
        if (header == null && token == null) {
            refuse(response, "Missing access token");
        } else if (!company.knows(header == null ? "Bearer " + token : header)) {
            refuse(response, "Invalid access token");
        } else {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
            long beat = vertx.setPeriodic(BEAT.toMillis(), it -> write(response, ":thump\n\n"));
            response.closeHandler(closed -> {
                vertx.cancelTimer(beat);
                listeners.remove(response);
            });
            listeners.add(response);
            write(response, ":)\n");
        }
    }

    private static void refuse(HttpServerResponse response, String why) {
        response.setStatusCode(401)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new MastodonError(401, why).body().toString());
    }

    void tell(String event, JsonNode payload) {
        listeners.forEach(it -> write(it, "event: " + event + "\ndata: " + payload + "\n\n"));
    }

    private static void write(HttpServerResponse listener, String text) {
        if (!listener.closed()) {
            listener.write(text);
        }
    }
}
