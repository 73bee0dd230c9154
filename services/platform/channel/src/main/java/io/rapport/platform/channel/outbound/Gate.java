package io.rapport.platform.channel.outbound;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.outbound.ChannelCapabilities.Late;
import io.rapport.platform.channel.store.LastHeard;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a message may go now; the one place on the server where a channel's reply window is kept. */
@Singleton
class Gate {
    private final LastHeard lastHeard;
    private final Clock clock;

    Gate(LastHeard lastHeard, Clock clock) {
        this.lastHeard = lastHeard;
        this.clock = clock;
    }

    /** How a message may go. */
    sealed interface Passage {
        /** As it is. */
        record Free() implements Passage {}

        /** As a template or with a tag: the reply window is over. */
        record Late() implements Passage {}

        /** Not at all. */
        record Closed(DeliveryFailure failure) implements Passage {}
    }

    Uni<Passage> passage(Account account, SendMessage message) {
        var window = account.capabilities().replyWindow();
        if (window == null) {
            return Uni.createFrom().item(new Passage.Free());
        }
        return lastHeard
                .from(account.tenant(), message.thread().id())
                .map(heard -> decide(
                        window,
                        account.capabilities().late(),
                        heard,
                        message.author().agentId() != null));
    }

    private Passage decide(Duration window, @Nullable Late late, Optional<Instant> heard, boolean byAPerson) {
        if (within(window, heard)) {
            return new Passage.Free();
        }
        if (late == null) {
            return closed("reply-window", last(heard, window) + ", and this channel takes no reply after that.");
        }
        var upTo = late.upTo();
        if (upTo != null && !within(upTo, heard)) {
            return closed("late-window", last(heard, upTo) + ", and nothing may be written after that.");
        }
        if (late.humansOnly() && !byAPerson) {
            return closed("humans-only", last(heard, window) + ", and after that only a person may reply.");
        }
        return new Passage.Late();
    }

    private boolean within(Duration window, Optional<Instant> heard) {
        return heard.isPresent() && clock.instant().isBefore(heard.get().plus(window));
    }

    private static String last(Optional<Instant> heard, Duration window) {
        return heard.isEmpty()
                ? "The customer has not written here yet"
                : "The customer last wrote more than " + window.toHours() + " hours ago";
    }

    private static Passage closed(String rule, String why) {
        return new Passage.Closed(new DeliveryFailure(Reason.WINDOW_CLOSED, null, "Rule " + rule + ": " + why));
    }
}
