package io.rapport.contracts.value;

import org.jspecify.annotations.Nullable;

/**
 * A file of a message.
 *
 * @param mediaType what its bytes prove, else what its sender calls it
 * @param size in bytes
 * @param contentId where the bytes are: {@code sha256:<hex>} in the attachment store
 * @param cid the Content-ID by which the message's HTML shows it (RFC 2392), without angle brackets
 */
public record Attachment(
        @Nullable String name,
        String mediaType,
        long size,
        String contentId,
        @Nullable String cid) {
    /** A file that no HTML shows. */
    public Attachment(@Nullable String name, String mediaType, long size, String contentId) {
        this(name, mediaType, size, contentId, null);
    }
}
