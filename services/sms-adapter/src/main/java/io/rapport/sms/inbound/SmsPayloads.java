package io.rapport.sms.inbound;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.inbound.PayloadReader;
import io.rapport.platform.channel.provider.Inbound;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Takes in what providers bring, whatever it is; what cannot be read is set aside, and read again when somebody asks. */
@Singleton
public class SmsPayloads implements PayloadReader {
    private final SmsInbound inbound;
    private final PartFlow parts;
    private final InboundFlow flow;

    SmsPayloads(SmsInbound inbound, PartFlow parts, InboundFlow flow) {
        this.inbound = inbound;
        this.parts = parts;
        this.flow = flow;
    }

    /** Completes when a message is safe on the log, or a segment is kept. */
    public Uni<Void> take(Account account, SmsProvider provider, byte[] payload) {
        return Uni.createFrom()
                .deferred(() -> switch (InboundFlow.readable(account, () -> provider.read(payload))) {
                    case Brought.Told(var all) -> inbound.take(account, payload, () -> all);
                    case Brought.Segment(var part) -> parts.take(account, payload, part);
                })
                .onFailure(Malformed.class)
                .recoverWithUni(malformed -> setAside(account, payload, malformed));
    }

    /** Completes when what cannot be read is kept and told. */
    public Uni<Void> setAside(Account account, byte[] payload, Throwable malformed) {
        return inbound.take(account, payload, () -> {
            throw new Malformed(String.valueOf(malformed.getMessage()));
        });
    }

    /**
     * Completes when a report is safe on the log.
     *
     * @param query of the address that was called
     */
    public Uni<Void> report(Account account, ReportingProvider provider, byte[] payload, String query) {
        return flow.tell(account, payload, query, () -> provider.report(payload, query));
    }

    /** A report is known by the query that was noted. */
    @Override
    public Uni<Void> read(Account account, byte[] payload, Optional<String> origin) {
        if (origin.isPresent() && account.provider() instanceof ReportingProvider provider) {
            return inbound.again(
                    account,
                    payload,
                    () -> provider.report(payload, origin.get())
                            .<List<Inbound>>map(List::of)
                            .orElse(List.of()));
        }
        if (!(account.provider() instanceof SmsProvider provider)) {
            return Uni.createFrom().failure(new Malformed("Nobody knows how to read what came this way."));
        }
        return Uni.createFrom().deferred(() -> switch (InboundFlow.readable(account, () -> provider.read(payload))) {
            case Brought.Told(var all) -> inbound.again(account, payload, () -> all);
            case Brought.Segment(var part) -> parts.take(account, payload, part);
        });
    }
}
