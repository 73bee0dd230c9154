package io.rapport.sandbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** Tells open pages whose mailbox or phones have changed, as server-sent events: a mail address each. */
@Path("/api/changes")
@Singleton
public class Changes {
    /** A page whose connection died without a word is noticed when this cannot be sent. */
    private static final Duration BEAT = Duration.ofSeconds(20);

    private final BroadcastProcessor<String> addresses = BroadcastProcessor.create();

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> stream() {
        // a page that falls behind looks at everything anyway
        return Multi.createBy()
                .merging()
                .streams(
                        addresses.onOverflow().drop(),
                        Multi.createFrom()
                                .ticks()
                                .every(BEAT)
                                .onOverflow()
                                .drop()
                                .map(beat -> ""));
    }

    /** Something of this customer is new. */
    public synchronized void of(String address) {
        addresses.onNext(address);
    }
}
