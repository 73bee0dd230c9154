package io.rapport.load.bare;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Answers 204 when Kafka has the body, and does nothing else. */
@Path("/")
public class BareEndpoint {
    private final MutinyEmitter<byte[]> out;

    BareEndpoint(@Channel("out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> out) {
        this.out = out;
    }

    @POST
    public Uni<Void> take(byte[] body) {
        return out.send(body);
    }
}
