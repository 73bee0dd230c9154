package io.rapport.platform.channel.provider;

import io.smallrye.mutiny.Uni;

/** A provider that hands out the files of messages. */
public interface FileSource {
    /** Fetches a file; fails with {@code TransientFailure} when it may work later. */
    Uni<Fetched> fetch(Inbound.File file, long maxBytes);

    /** What became of it. */
    sealed interface Fetched {
        /** The file. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Content(byte[] bytes) implements Fetched {}

        /**
         * There is none to be had.
         *
         * @param why ends the sentence "A file did not come with it: …"
         */
        record Missing(String why) implements Fetched {}
    }
}
