package io.rapport.desk.live;

import io.rapport.contracts.value.TenantId;
import io.rapport.desk.account.SignedIn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** One browser on the stream. */
final class Listener {
    /** What may wait for a slow browser; one that lets more wait is let go and comes back to read everything anew. */
    private static final int LONGEST_QUEUE = 512 * 1024;

    private final SignedIn who;
    private final HttpServerResponse response;

    Listener(SignedIn who, HttpServerResponse response) {
        this.who = who;
        this.response = response;
        response.setWriteQueueMaxSize(LONGEST_QUEUE);
    }

    TenantId tenant() {
        return who.tenant();
    }

    String sessionId() {
        return who.sessionId();
    }

    /** False when the browser is gone or too slow. */
    boolean send(Buffer events) {
        if (response.closed() || response.ended() || response.writeQueueFull()) {
            return false;
        }
        response.write(events);
        return true;
    }

    void close() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
