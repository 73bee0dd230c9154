package io.rapport.sms.inbound;

import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import java.util.Optional;

/** A provider that calls an address of its own to tell how far a message of ours got. */
public interface ReportingProvider extends SmsProvider {
    /**
     * Empty when the call is not about a message of ours, or says nothing new.
     *
     * @param query of the address that was called
     * @throws Malformed when it is not what the provider is supposed to call with
     */
    Optional<Inbound.Report> report(byte[] payload, String query);
}
