package io.rapport.contracts.value;

import org.jspecify.annotations.Nullable;

/**
 * A file that came with a message.
 *
 * @param size in bytes
 * @param contentId where the bytes are: {@code sha256:<hex>} in the attachment store
 */
public record Attachment(@Nullable String name, String mediaType, long size, String contentId) {}
