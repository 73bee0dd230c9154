package io.rapport.contracts.value;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel account carries and when, as data: its adapter enforces it before every sending, and others know it before they
 * ask.
 *
 * @param start who may write first
 * @param maxLength of one message
 * @param measure what {@code maxLength} counts
 * @param longText what becomes of a longer text
 * @param maxSegments how many segments a text message may take; absent where there are none
 * @param replyWindowSeconds how long after the customer's last message we may write; always when absent
 * @param late how we may still write when the window is over; not at all when absent
 * @param files which files may go with a message; none when absent
 */
public record ChannelCapabilities(
        Start start,
        int maxLength,
        Measure measure,
        LongText longText,
        @Nullable Integer maxSegments,
        @Nullable Long replyWindowSeconds,
        @Nullable Late late,
        @Nullable Files files) {

    /** A channel on which only customers begin, and that carries texts up to a length, at any time. */
    public ChannelCapabilities(int maxLength) {
        this(Start.CUSTOMER, maxLength, Measure.CHARACTERS, LongText.REFUSED, null, null, null, null);
    }

    /** Who may write first. */
    public enum Start {
        /** Both sides. */
        ANYBODY,
        /** Customers; we do by template. */
        TEMPLATE,
        CUSTOMER
    }

    /** What a provider counts. */
    public enum Measure {
        CHARACTERS,
        UTF8_BYTES;

        /** How long the text is. */
        public int of(String text) {
            return this == CHARACTERS ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** What becomes of a text that is longer than one message may be. */
    public enum LongText {
        REFUSED,
        /** Sent as several messages, cut where a reader would pause. */
        SPLIT
    }

    /**
     * How a provider takes messages after its reply window.
     *
     * @param upToSeconds after the customer's last message; without end when absent
     * @param humansOnly whether only what a person wrote may go
     */
    public record Late(Form form, @Nullable Long upToSeconds, boolean humansOnly) {
        /** What such a message is to the provider. */
        public enum Form {
            /** Words the provider has approved, around ours. */
            TEMPLATE,
            /** Marked as an exception the provider knows. */
            TAG
        }
    }

    /**
     * Which files.
     *
     * @param most in one message
     * @param maxBytes of one file
     * @param maxBytesTogether of all files of one message
     * @param mediaTypes {@code image/png}, or {@code image/*} for all of a kind; any when empty
     * @param limits of which types a file may only be smaller than {@code maxBytes}; of none when absent
     */
    public record Files(
            int most,
            long maxBytes,
            long maxBytesTogether,
            List<String> mediaTypes,
            @Nullable List<Limit> limits) {
        public Files {
            mediaTypes = mediaTypes == null ? List.of() : List.copyOf(mediaTypes);
            limits = limits == null ? null : List.copyOf(limits);
        }

        /** Files of which every type may be as large. */
        public Files(int most, long maxBytes, long maxBytesTogether, List<String> mediaTypes) {
            this(most, maxBytes, maxBytesTogether, mediaTypes, null);
        }

        /** How large a file of a type, or of all of a kind, may be. */
        public record Limit(String mediaType, long maxBytes) {}

        /** Whether a file of this type may go. */
        public boolean take(String mediaType) {
            return mediaTypes.isEmpty() || mediaTypes.stream().anyMatch(it -> covers(it, mediaType));
        }

        /** How large a file of this type may be. */
        public long maxBytesOf(String mediaType) {
            return limits == null
                    ? maxBytes
                    : limits.stream()
                            .filter(it -> covers(it.mediaType(), mediaType))
                            .mapToLong(Limit::maxBytes)
                            .findFirst()
                            .orElse(maxBytes);
        }

        private static boolean covers(String written, String mediaType) {
            return written.equals(mediaType) || written.equals(mediaType.replaceFirst("/.*", "/*"));
        }
    }
}
