package io.rapport.desk.live;

import io.quarkus.scheduler.Scheduled;
import io.rapport.desk.account.SessionGate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Server-sent events (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, section 9.2</a>). */
@Singleton
class StreamRoute {
    private final LiveFeed feed;

    StreamRoute(LiveFeed feed) {
        this.feed = feed;
    }

    void install(@Observes Router router) {
        router.get("/api/stream").handler(this::open);
    }

    @Scheduled(every = "${rapport.desk.live.heartbeat:15s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> beat() {
        return feed.beat();
    }

    private void open(RoutingContext request) {
        var response = request.response();
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // a proxy that collects the stream first would defeat it
                .putHeader("X-Accel-Buffering", "no");
        var listener = new Listener(SessionGate.signedIn(request), response);
        response.closeHandler(closed -> feed.leave(listener));
        response.exceptionHandler(broken -> feed.leave(listener));
        feed.join(listener);
    }
}
