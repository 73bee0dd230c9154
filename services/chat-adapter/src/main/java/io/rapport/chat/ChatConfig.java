package io.rapport.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The web sites whose visitors we talk to. */
@ConfigMapping(prefix = "rapport.chat")
public interface ChatConfig {
    List<Account> accounts();

    /** In characters, both ways. */
    @WithDefault("4000")
    int maxMessageLength();

    /** How many frames a connection may send a minute; a third of them at once. */
    @WithDefault("60")
    int messagesPerMinute();

    /** Of all visitors together. */
    @WithDefault("10000")
    int maxConnections();

    /** Of one visitor: tabs and reconnects. */
    @WithDefault("8")
    int maxConnectionsPerVisitor();

    /** One web site. */
    interface Account {
        /** Stands in the address: {@code /chat/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        /** Where browsers may come from besides the adapter's own page, as {@code https://www.example.com}. */
        Optional<List<String>> origins();
    }
}
