package io.rapport.sms.inbound;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.sms.consent.KeywordFlow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts on the log what came in, and obeys what customers may command. */
@Singleton
public class SmsInbound {
    private final InboundFlow flow;
    private final KeywordFlow keywords;

    SmsInbound(InboundFlow flow, KeywordFlow keywords) {
        this.flow = flow;
        this.keywords = keywords;
    }

    /** As {@link InboundFlow#take}; completes when a STOP among the messages is obeyed, too. */
    public Uni<Void> take(Account account, byte[] payload, Supplier<List<Inbound>> read) {
        return obeying(account, read, told -> flow.take(account, payload, told));
    }

    /** As {@link InboundFlow#again}, likewise. */
    public Uni<Void> again(Account account, byte[] payload, Supplier<List<Inbound>> read) {
        return obeying(account, read, told -> flow.again(account, payload, told));
    }

    private Uni<Void> obeying(
            Account account, Supplier<List<Inbound>> read, Function<Supplier<List<Inbound>>, Uni<Void>> take) {
        return Uni.createFrom().deferred(() -> {
            var told = new ArrayList<Inbound>();
            return take.apply(() -> {
                        told.addAll(read.get());
                        return told;
                    })
                    .chain(() -> obey(account, told));
        });
    }

    private Uni<Void> obey(Account account, List<Inbound> told) {
        var messages = told.stream()
                .filter(Inbound.Message.class::isInstance)
                .map(Inbound.Message.class::cast)
                .filter(KeywordFlow::isCommand)
                .toList();
        return messages.isEmpty()
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(messages)
                        .onItem()
                        .transformToUniAndConcatenate(message -> keywords.obey(account, message))
                        .collect()
                        .last()
                        .replaceWithVoid();
    }
}
