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
 */
public record Account(
        String id,
        TenantId tenant,
        Channel channel,
        String address,
        Provider provider,
        ChannelCapabilities capabilities) {}
