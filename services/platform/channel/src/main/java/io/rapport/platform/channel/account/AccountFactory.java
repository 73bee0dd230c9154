package io.rapport.platform.channel.account;

import io.rapport.contracts.value.Channel;
import java.util.List;

/**
 * Makes a provider's accounts, from configuration at the start and from what administrators set up at any time.
 *
 * @param <C> what is said of one account: an interface of a {@code ConfigMapping}
 */
public interface AccountFactory<C> {
    Channel channel();

    /** As the catalogue names it. */
    String provider();

    /** Of an account of the configuration, which may leave to other parts of it how the account is reached. */
    default String provider(C configured) {
        return provider();
    }

    Class<C> settings();

    /** Those the configuration has. */
    List<C> configured();

    /**
     * The account. Opens nothing yet; may block.
     *
     * @throws IllegalArgumentException saying what is wrong with the settings, without a secret
     */
    Account make(C settings);
}
