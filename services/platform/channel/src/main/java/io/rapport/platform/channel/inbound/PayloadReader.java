package io.rapport.platform.channel.inbound;

import io.rapport.platform.channel.account.Account;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** How an adapter reads again what was set aside. */
public interface PayloadReader {
    /**
     * Completes when all it tells is safe on the log; fails with {@link Malformed} while it cannot be read.
     *
     * @param origin what the adapter noted in {@link Origins}
     */
    Uni<Void> read(Account account, byte[] payload, Optional<String> origin);
}
