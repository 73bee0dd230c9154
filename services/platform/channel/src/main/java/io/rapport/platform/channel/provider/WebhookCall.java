package io.rapport.platform.channel.provider;

import java.util.Map;

/**
 * An HTTP call of a provider as it came.
 *
 * @param url the public address that was called, with its query; some vendors sign it
 * @param headers by lower-case name
 * @param rawBody the bytes that were signed, before any parsing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WebhookCall(String url, Map<String, String> headers, byte[] rawBody) {
    public WebhookCall {
        headers = Map.copyOf(headers);
    }
}
