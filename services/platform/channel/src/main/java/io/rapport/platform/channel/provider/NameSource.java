package io.rapport.platform.channel.provider;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A provider that has to be asked what whoever writes is called, for it does not tell with a message. */
public interface NameSource {
    /** Never fails, and takes seconds at most, for a message waits; empty when there is no name to be had now. */
    Uni<Optional<String>> name(String address);
}
