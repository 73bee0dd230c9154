package io.rapport.sms.inbound;

import io.rapport.platform.channel.provider.Inbound;
import java.util.List;

/** What a provider's payload brings. */
public sealed interface Brought {
    /** All that there is to tell. */
    record Told(List<Inbound> all) implements Brought {
        public Told {
            all = List.copyOf(all);
        }
    }

    /** A segment, which waits for the others. */
    record Segment(Part part) implements Brought {}
}
