package io.rapport.desk.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of accounts and sessions. */
@ConfigMapping(prefix = "rapport.desk")
interface AccountConfig {
    /** Sessions. */
    Session session();

    /** How slow a password is to check: one more doubles the time. */
    @WithDefault("12")
    int bcryptCost();

    /** The accounts to try the platform with. */
    Demo demo();

    /** Sessions. */
    interface Session {
        /** How long a session lasts after its last use. */
        @WithDefault("12H")
        Duration idle();

        /** How long a session lasts at most. */
        @WithDefault("7D")
        Duration longest();

        /** How often sessions that have run out are ended. */
        @WithDefault("60s")
        Duration sweep();
    }

    /** The accounts to try the platform with. */
    interface Demo {
        @WithDefault("false")
        boolean enabled();

        /** Needed when enabled. */
        Optional<String> password();
    }
}
