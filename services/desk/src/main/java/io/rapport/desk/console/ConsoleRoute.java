package io.rapport.desk.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The console finds its way by itself: each of its addresses is answered with the one page, and so is one that it does not know. */
@Singleton
class ConsoleRoute {
    private static final String ADDRESSES = "/(inbox|conversations|care|experience|admin|sign-in)(/.*)?";

    /** Neither a file nor what programs ask for. */
    private static final String UNKNOWN_ADDRESSES = "/(?!(?:api|assets|q)(?:/|$))[^.]+";

    void install(@Observes Router router) {
        router.getWithRegex(ADDRESSES).order(-1).handler(ConsoleRoute::answerWithPage);
        router.getWithRegex(UNKNOWN_ADDRESSES).order(-1).handler(request -> {
            var accepted = request.request().getHeader(HttpHeaders.ACCEPT);
            if (accepted != null && accepted.contains("text/html")) {
                request.response().setStatusCode(404);
                answerWithPage(request);
            } else {
                request.next();
            }
        });
    }

    private static void answerWithPage(RoutingContext request) {
        request.reroute("/index.html");
    }
}
