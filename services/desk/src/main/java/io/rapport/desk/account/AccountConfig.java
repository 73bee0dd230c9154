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
    }

    /** The accounts to try the platform with. */
    interface Demo {
        @WithDefault("false")
        boolean enabled();

        /** Needed when enabled. */
        Optional<String> password();
    }
}
