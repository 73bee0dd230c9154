package io.rapport.platform.channel.outbound;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.capability.SendRules;
import io.rapport.platform.channel.capability.SendRules.Passage;
import io.rapport.platform.channel.store.LastHeard;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Whether a message may go now; the one place on the server where a channel's reply window is kept. */
@Singleton
class Gate {
    private final LastHeard lastHeard;
    private final Clock clock;

    Gate(LastHeard lastHeard, Clock clock) {
        this.lastHeard = lastHeard;
        this.clock = clock;
    }

    Uni<Passage> passage(Account account, SendMessage message) {
        if (account.capabilities().replyWindowSeconds() == null) {
            return Uni.createFrom().item(new Passage.Free(null));
        }
        return lastHeard
                .from(account.tenant(), message.thread().id())
                .map(heard -> SendRules.passage(
                        account.capabilities(),
                        heard,
                        message.author().agentId() != null,
                        !message.attachments().isEmpty(),
                        clock.instant()));
    }
}
