package io.rapport.platform.channel.store;

import java.util.Optional;

/**
 * Bytes by key, as an object store offers them: written whole or not at all, and never half visible, but for {@link #append}.
 *
 * <p>Every call blocks, and throws {@link StoreUnavailable} when the store is away. Keys are {@code /}-separated names of
 * letters, digits, {@code .}, {@code _} and {@code -}.
 */
public interface ObjectStore {
    /** Writes an object whose key follows from its content, so that writing it again changes nothing; false when it was there. */
    default boolean keep(String key, byte[] content) {
        return putIfAbsent(key, content);
    }

    /** Writes the object, over an older one if there is one. */
    void put(String key, byte[] content);

    /** Writes the object unless the key is taken; false when it is. Of several callers at once exactly one gets true. */
    boolean putIfAbsent(String key, byte[] content);

    /**
     * Adds to the end of the object, or begins it. What several callers add at once is all there afterwards, in one order for
     * everyone; what a crash interrupts, and what is being added just now, may be there in part, and what is added next follows that.
     *
     * @return how long the object is now: at least what it was before and what was added
     */
    long append(String key, byte[] content);

    /** Whether adding to an object costs less than beginning another. */
    boolean isGoodAtAppending();

    /** Reads the object. */
    Optional<byte[]> read(String key);
}
