package io.rapport.platform.channel.capability;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Late.Form;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an account's capabilities mean for a message: whoever asks before sending gets the answer of the gate itself. */
public final class SendRules {
    private static final long MEGABYTE = 1024 * 1024;

    private SendRules() {}

    /**
     * A rule that keeps a message from going.
     *
     * @param why a sentence for people
     */
    public record Objection(String rule, Reason reason, String why) {
        public DeliveryFailure failure() {
            return new DeliveryFailure(reason, null, "Rule " + rule + ": " + why);
        }
    }

    /** How a message may go now. */
    public sealed interface Passage {
        /**
         * As it is.
         *
         * @param until the end of the reply window; absent where there is none
         */
        record Free(@Nullable Instant until) implements Passage {}

        /**
         * As a template or with a tag: the reply window is over.
         *
         * @param until the end of this, too; absent where there is none
         */
        record Late(@Nullable Instant until) implements Passage {}

        /** Not at all. */
        record Closed(Objection objection) implements Passage {}
    }

    /** Why the channel can never carry this, if it cannot. */
    public static Optional<Objection> objection(ChannelCapabilities channel, String text, List<Attachment> files) {
        if (text.isBlank()) {
            return content("text", "The message has no text.");
        }
        int length = channel.measure().of(text);
        if (length > channel.maxLength() && channel.longText() == LongText.REFUSED) {
            return content(
                    "length",
                    "The message has " + length + " characters, and this channel carries at most " + channel.maxLength()
                            + ".");
        }
        var maxSegments = channel.maxSegments();
        if (maxSegments != null) {
            int segments = Segments.of(text).count();
            if (segments > maxSegments) {
                return content(
                        "segments",
                        "The message takes " + segments + " segments, and this number sends at most " + maxSegments
                                + ".");
            }
        }
        return files.isEmpty() ? Optional.empty() : objection(channel.files(), files);
    }

    private static Optional<Objection> objection(ChannelCapabilities.@Nullable Files allowed, List<Attachment> files) {
        if (allowed == null) {
            return content("files", "This channel carries no files.");
        }
        if (files.size() > allowed.most()) {
            return content(
                    "files",
                    "The message has " + files.size() + " files, and this channel carries at most " + allowed.most()
                            + ".");
        }
        long together = 0;
        for (var file : files) {
            if (!allowed.take(file.mediaType())) {
                return content(
                        "file-type",
                        named(file) + " is of the type " + file.mediaType() + ", and this channel carries only "
                                + String.join(", ", allowed.mediaTypes()) + ".");
            }
            long most = allowed.maxBytesOf(file.mediaType());
            if (file.size() > most) {
                return content(
                        "file-size",
                        named(file) + " takes" + tooLarge(file.size(), most)
                                + (most == allowed.maxBytes()
                                        ? " a file."
                                        : " a file of the type " + file.mediaType() + "."));
            }
            together += file.size();
        }
        return together > allowed.maxBytesTogether()
                ? content("file-size", "The files together take" + tooLarge(together, allowed.maxBytesTogether()) + ".")
                : Optional.empty();
    }

    private static String named(Attachment file) {
        return file.name() == null ? "A file" : "\"" + file.name() + "\"";
    }

    private static String tooLarge(long size, long allowed) {
        return " " + megabytes(size) + " MB, and this channel carries at most " + megabytes(allowed) + " MB";
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", (double) bytes / MEGABYTE).replaceFirst("\\.0$", "");
    }

    private static Optional<Objection> content(String rule, String why) {
        return Optional.of(new Objection(rule, Reason.CONTENT_NOT_ACCEPTED, why));
    }

    /** The texts to send one after the other; one, when it fits. */
    public static List<String> messages(ChannelCapabilities channel, String text) {
        return TextSplitter.split(text, channel.maxLength(), channel.measure());
    }

    /**
     * Whether a message may go now.
     *
     * @param heard when the customer last wrote here
     * @param byAPerson whether a person wrote the message
     * @param withFiles whether files go with it
     */
    public static Passage passage(
            ChannelCapabilities channel, Optional<Instant> heard, boolean byAPerson, boolean withFiles, Instant now) {
        var seconds = channel.replyWindowSeconds();
        if (seconds == null) {
            return new Passage.Free(null);
        }
        var window = Duration.ofSeconds(seconds);
        var end = heard.map(it -> it.plus(window));
        if (end.isPresent() && now.isBefore(end.get())) {
            return new Passage.Free(end.get());
        }
        var late = channel.late();
        if (late == null) {
            return closed("reply-window", last(heard, window) + ", and this channel takes no reply after that.");
        }
        var lateSeconds = late.upToSeconds();
        var lateEnd = lateSeconds == null
                ? null
                : heard.map(it -> it.plusSeconds(lateSeconds)).orElse(now);
        if (lateSeconds != null && !now.isBefore(lateEnd)) {
            return closed(
                    "late-window",
                    last(heard, Duration.ofSeconds(lateSeconds)) + ", and nothing may be written after that.");
        }
        if (late.humansOnly() && !byAPerson) {
            return closed("humans-only", last(heard, window) + ", and after that only a person may reply.");
        }
        if (late.form() == Form.TEMPLATE && withFiles) {
            return closed("template-files", last(heard, window) + ", and after that a text goes alone, without files.");
        }
        return new Passage.Late(lateEnd);
    }

    private static String last(Optional<Instant> heard, Duration window) {
        return heard.isEmpty()
                ? "The customer has not written here yet"
                : "The customer last wrote more than " + window.toHours() + " hours ago";
    }

    private static Passage closed(String rule, String why) {
        return new Passage.Closed(new Objection(rule, Reason.WINDOW_CLOSED, why));
    }
}
