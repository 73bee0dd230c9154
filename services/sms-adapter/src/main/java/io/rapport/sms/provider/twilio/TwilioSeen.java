package io.rapport.sms.provider.twilio;

import io.rapport.contracts.DeterministicId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Which messages have come, and since when that is noted; one marker a message, in the payload store. */
@Singleton
class TwilioSeen {
    private final PayloadStore store;

    TwilioSeen(PayloadStore store) {
        this.store = store;
    }

    /** Completes when it is noted. */
    Uni<Void> note(Account account, String sid) {
        return StoreCall.of(() -> store.putIfAbsent(account.tenant(), name(account, sid), new byte[0]))
                .replaceWithVoid();
    }

    Uni<Boolean> has(Account account, String sid) {
        return StoreCall.of(
                () -> store.read(account.tenant(), name(account, sid)).isPresent());
    }

    /** The first time this is asked for the account it is {@code now}. */
    Uni<Instant> since(Account account, Instant now) {
        return StoreCall.of(() -> {
            var name = "twilio-since-" + DeterministicId.of(account.address());
            var known = store.state(account.tenant(), name);
            if (known.isEmpty()) {
                store.putState(account.tenant(), name, now.toString().getBytes(StandardCharsets.UTF_8));
            }
            return known.map(bytes -> Instant.parse(new String(bytes, StandardCharsets.UTF_8)))
                    .orElse(now);
        });
    }

    private static String name(Account account, String sid) {
        return "twilio-" + DeterministicId.of(account.address(), sid);
    }
}
