package io.rapport.platform.channel.account;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.Provider;

/**
 * A channel account of a tenant.
 *
 * @param id names it in configuration and in webhook addresses
 * @param address our side of every thread: phone number, bot, page or site
 * @param settings what else is said of it, in its provider's words
 */
public record Account(
        String id,
        TenantId tenant,
        Channel channel,
        String address,
        Provider provider,
        ChannelCapabilities capabilities,
        Object settings) {
    private static final Object NONE = new Object();

    public Account(
            String id,
            TenantId tenant,
            Channel channel,
            String address,
            Provider provider,
            ChannelCapabilities capabilities) {
        this(id, tenant, channel, address, provider, capabilities, NONE);
    }

    /** The settings of an account whose provider is known. */
    public <T> T settings(Class<T> type) {
        return type.cast(settings);
    }
}
