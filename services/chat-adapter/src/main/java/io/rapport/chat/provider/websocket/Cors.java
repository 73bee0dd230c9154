package io.rapport.chat.provider.websocket;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;

/**
 * Lets pages of other origins read our answers, refusals among them; whom we answer is decided before.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS</a>
 */
final class Cors {
    private static final String A_DAY = "86400";

    private Cors() {}

    static Response readable(HttpServerRequest request, Response.ResponseBuilder answer) {
        var origin = request.getHeader("Origin");
        answer.header("Vary", "Origin");
        if (origin != null) {
            answer.header("Access-Control-Allow-Origin", origin);
        }
        return answer.build();
    }

    static Response preflight(HttpServerRequest request) {
        return readable(
                request,
                Response.noContent()
                        .header("Access-Control-Allow-Methods", "POST")
                        .header("Access-Control-Allow-Headers", "Content-Type")
                        .header("Access-Control-Max-Age", A_DAY));
    }
}
