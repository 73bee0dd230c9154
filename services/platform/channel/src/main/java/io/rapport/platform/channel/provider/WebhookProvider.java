package io.rapport.platform.channel.provider;

import java.util.List;

/** A provider that brings messages by calling us over HTTP. */
public interface WebhookProvider extends Provider {
    /** Whether the call really comes from the provider; compares signatures in constant time. */
    boolean verify(WebhookCall call);

    /** What a verified call tells; a kind we do not know is {@link Inbound.Unknown}, never an exception. */
    List<Inbound> parse(byte[] rawBody);
}
