package io.rapport.sandbox.mastodon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * What files Mastodon takes.
 *
 * @see <a href="https://docs.joinmastodon.org/user/posting/#media">Media</a>
 */
enum Medium {
    IMAGE(16, "image/jpeg image/png image/gif image/webp"),
    VIDEO(99, "video/webm video/mp4 video/quicktime video/ogg"),
    AUDIO(
            99,
            "audio/wave audio/wav audio/x-wav audio/ogg audio/mpeg audio/mp3 audio/webm audio/flac audio/aac audio/mp4 audio/m4a audio/x-m4a");

    /** In a post, and all of them images. */
    static final int MOST = 4;

    /** What can be looked into here. */
    private static final Set<String> READABLE = Set.of("image/jpeg", "image/png", "image/gif");

    private final int megabytes;
    private final String types;

    /** @param types between blanks */
    Medium(int megabytes, String types) {
        this.megabytes = megabytes;
        this.types = types;
    }

    static Optional<Medium> of(String type) {
        return Stream.of(values())
                .filter(it -> it.types().anyMatch(type::equals))
                .findFirst();
    }

    static boolean isImage(String type) {
        return IMAGE.types().anyMatch(type::equals);
    }

    static Stream<String> allTypes() {
        return Stream.of(values()).flatMap(Medium::types);
    }

    private Stream<String> types() {
        return Stream.of(types.split(" "));
    }

    /** Of a file. */
    int mostBytes() {
        return megabytes * 1024 * 1024;
    }

    /** In Mastodon's words. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why Mastodon does not take a file, if it does not. */
    static Optional<String> fault(String type, byte[] bytes) {
        var medium = of(type);
        if (medium.isEmpty()) {
            return Optional.of("File content type is invalid, File is invalid");
        }
        if (bytes.length > medium.get().mostBytes()) {
            return Optional.of("File file size must be less than " + medium.get().megabytes + " MB");
        }
        return READABLE.contains(type) && !isPicture(bytes) ? Optional.of("File is invalid") : Optional.empty();
    }

    private static boolean isPicture(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes)) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
