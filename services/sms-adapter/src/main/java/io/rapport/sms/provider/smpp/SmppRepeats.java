package io.rapport.sms.provider.smpp;

import io.rapport.contracts.DeterministicId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/**
 * Gives messages that their centre does not name an id, the same one when the centre brings a message again.
 *
 * <p>A centre does so when it has not seen our answer: we refused for the moment, were slow, or the line broke. So the same bytes a
 * little later are the same message when they come over another line, or after such an answer; over the same line,
 * somebody has written the same again. Kept as markers in the payload store.
 */
@Singleton
class SmppRepeats {
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(10);
    /** Centres commonly wait at least that long. */
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    private static final String UNANSWERED = "unanswered";

    private final PayloadStore store;
    private final Clock clock;

    SmppRepeats(PayloadStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** When and how a message came last. */
    private record Seen(String id, String line, Instant at) {
        static Seen read(byte[] content) {
            var words = new String(content, StandardCharsets.UTF_8).split(" ", 3);
            return new Seen(words[0], words[1], Instant.parse(words[2]));
        }

        byte[] content() {
            return (id + " " + line + " " + at).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Gives the message's id to {@code take}, and completes as that does. */
    Uni<Void> recognise(Account account, UUID line, byte[] payload, Function<String, Uni<Void>> take) {
        var came = clock.instant();
        return StoreCall.of(() -> see(account, line, payload, came))
                .chain(id -> take.apply(id)
                        .onFailure()
                        .call(() -> unanswered(account, id, payload, came))
                        .call(() -> clock.instant().isAfter(came.plus(IN_TIME))
                                ? unanswered(account, id, payload, came)
                                : Uni.createFrom().voidItem()));
    }

    private String see(Account account, UUID line, byte[] payload, Instant now) {
        var id = store.read(account.tenant(), name(account, payload))
                .map(Seen::read)
                .filter(it -> !it.line().equals(line.toString()) && it.at().isAfter(now.minus(REPEATED_WITHIN)))
                .map(Seen::id)
                .orElseGet(() -> UUID.randomUUID().toString());
        keep(account, payload, new Seen(id, line.toString(), now));
        return id;
    }

    /** That it cannot be noted must not change the answer. */
    private Uni<Void> unanswered(Account account, String id, byte[] payload, Instant came) {
        return StoreCall.of(() -> keep(account, payload, new Seen(id, UNANSWERED, came)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Seen keep(Account account, byte[] payload, Seen seen) {
        store.replace(account.tenant(), name(account, payload), seen.content());
        return seen;
    }

    private static String name(Account account, byte[] payload) {
        return "smpp-seen-" + DeterministicId.of(account.address(), new String(payload, StandardCharsets.UTF_8));
    }
}
