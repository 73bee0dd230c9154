package io.rapport.email.inbound;

import java.nio.charset.StandardCharsets;

/**
 * How far a folder has been taken in (RFC 9051 section 2.3.1.1).
 *
 * @param validity while it stays the same, a UID means the same mail
 * @param uid of the last mail that is safe on the log or in quarantine; 0 before the first
 */
record ImapCheckpoint(long validity, long uid) {
    static ImapCheckpoint read(byte[] content) {
        var numbers = new String(content, StandardCharsets.US_ASCII).split(" ", 2);
        return new ImapCheckpoint(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    byte[] content() {
        return (validity + " " + uid).getBytes(StandardCharsets.US_ASCII);
    }
}
