package io.rapport.platform.channel.provider;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A provider that hands out the files of messages. */
public interface FileSource {
    /** Fetches a file; fails with {@code TransientFailure} when it may work later. */
    Uni<Fetched> fetch(Inbound.File file, long maxBytes);

    /** What became of it. */
    sealed interface Fetched {
        /**
         * The file.
         *
         * @param mediaType as whoever had it calls it
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Content(byte[] bytes, @Nullable String mediaType) implements Fetched {}

        /**
         * There is none to be had.
         *
         * @param why ends the sentence "A file did not come with it: …"
         */
        record Missing(String why) implements Fetched {}
    }
}
