package io.rapport.sms.provider.twilio;

import io.rapport.contracts.value.Attachment;
import io.rapport.platform.channel.provider.Proof;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Where Twilio fetches the files of our messages. An address is for one file and for a day, and only who knows the account's token
 * can make one: it tells nothing about other files.
 */
final class MediaLinks {
    /** Twilio keeps a message waiting for hours at most. */
    private static final Duration VALID = Duration.ofDays(1);

    private static final String CONTENT_ID = "sha256:";

    private final String base;
    private final byte[] secret;
    private final Clock clock;

    /** @param base the address of all of an account's files, as Twilio reaches it */
    MediaLinks(String base, String authToken, Clock clock) {
        this.base = base;
        this.secret = authToken.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /**
     * What an address says.
     *
     * @param file the hash of its content
     * @param until in seconds since 1970
     */
    record Link(String file, String type, String name, long until, String proof) {
        String contentId() {
            return CONTENT_ID + file;
        }
    }

    String of(Attachment file) {
        var hash = file.contentId().substring(CONTENT_ID.length());
        var name = name(file);
        long until = clock.instant().plus(VALID).getEpochSecond();
        return base + '/' + hash + "?type=" + encode(file.mediaType()) + "&name=" + encode(name) + "&until=" + until
                + "&proof=" + proof(hash, file.mediaType(), name, until);
    }

    /** Whether we have made this address, and not too long ago. */
    boolean isGood(Link link) {
        return Proof.same(link.proof(), proof(link.file(), link.type(), link.name(), link.until()))
                && clock.instant().isBefore(Instant.ofEpochSecond(link.until()));
    }

    private String proof(String hash, String type, String name, long until) {
        var signed = String.join("\n", List.of("media", base, hash, type, name, Long.toString(until)));
        return HexFormat.of().formatHex(Proof.hmac("HmacSHA256", secret, signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** As Twilio's networks want a name: short, without blanks and special characters. */
    private static String name(Attachment file) {
        var plain = file.name() == null ? "file" : file.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.substring(Math.max(0, plain.length() - 20));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
