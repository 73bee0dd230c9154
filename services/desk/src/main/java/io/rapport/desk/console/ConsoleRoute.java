package io.rapport.desk.console;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The console finds its way by itself: each of its addresses is answered with the one page. */
@Singleton
class ConsoleRoute {
    private static final String ADDRESSES = "/(inbox|conversations|care|experience|admin|sign-in)(/.*)?";

    void install(@Observes Router router) {
        router.getWithRegex(ADDRESSES).order(-1).handler(request -> request.reroute("/index.html"));
    }
}
