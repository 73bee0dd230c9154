package io.rapport.email.outbound;

import java.util.Map;

/**
 * A mail, written.
 *
 * @param envelopeSender where reports about it go
 * @param recipient the one address it goes to
 * @param headers in their order, encoded for the wire
 * @param text the plain text body, lines ended by line feeds
 */
public record OutgoingEmail(
        String messageId, String envelopeSender, String recipient, Map<String, String> headers, String text) {}
