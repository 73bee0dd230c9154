package io.rapport.sms.inbound;

import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Provider;

/** A provider of text messages; what it brought can be read at any time. */
public interface SmsProvider extends Provider {
    /** @throws Malformed when the payload is not what the provider is supposed to bring */
    Brought read(byte[] payload);
}
