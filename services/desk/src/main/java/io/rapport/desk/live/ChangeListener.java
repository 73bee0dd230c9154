package io.rapport.desk.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.desk.change.Changes;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Hears what any desk has committed, on one connection that it keeps and renews. */
@Singleton
class ChangeListener {
    private static final Logger LOG = Logger.getLogger(ChangeListener.class);
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

    private final Pool pool;
    private final Vertx vertx;
    private final LiveFeed feed;
    private volatile boolean stopping;

    ChangeListener(Pool pool, Vertx vertx, LiveFeed feed) {
        this.pool = pool;
        this.vertx = vertx;
        this.feed = feed;
    }

    void onStart(@Observes StartupEvent start) {
        connect();
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping = true;
    }

    private void connect() {
        pool.getConnection().subscribe().with(this::listen, this::retry);
    }

    private void listen(SqlConnection connection) {
        var listening = PgConnection.cast(connection);
        listening.notificationHandler(heard -> feed.heard(heard.getPayload()));
        listening.closeHandler(() -> retry(new IllegalStateException("The connection was closed")));
        listening
                .query("listen " + Changes.CHANNEL)
                .execute()
                .subscribe()
                .with(
                        rows -> feed.hearsAgain(),
                        // closing it makes the close handler try again
                        failure -> connection.close().subscribe().with(done -> {}, this::retry));
    }

    private void retry(Throwable failure) {
        if (!stopping) {
            LOG.warnf("Listening for changes is interrupted cause=%s", failure.getMessage());
            vertx.setTimer(BEFORE_RETRY.toMillis(), timer -> connect());
        }
    }
}
