package io.rapport.chat;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The web sites whose visitors we talk to. */
@ConfigMapping(prefix = "rapport.chat")
public interface ChatConfig {
    /** In one message, both ways. */
    int MOST_FILES = 10;

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

    /** Of one file, both ways; of a visitor's at most 15 MiB. */
    @WithDefault("10M")
    MemorySize maxFileSize();

    /** Of all visitors of one site together. */
    @WithDefault("60")
    int filesPerMinute();

    /** One web site. */
    interface Account {
        /** Stands in the address: {@code /chat/<id>}. */
        String id();

        @WithDefault("default")
        String tenant();

        /** Where browsers may come from besides the adapter's own page, as {@code https://www.example.com}. */
        Optional<List<String>> origins();

        Identity identity();

        Form form();

        Hours hours();

        Mail mail();
    }

    /** How a site proves who its signed-in visitors are. */
    interface Identity {
        /** Shared with the site's server; its hashes are HMAC-SHA256 of the user's id. */
        Optional<String> secret();

        /** Whether only signed-in visitors may use the chat. */
        @WithDefault("false")
        boolean required();
    }

    /** What a visitor is asked before the first message. */
    interface Form {
        @WithDefault("OFF")
        Ask name();

        @WithDefault("OFF")
        Ask email();
    }

    /** Whether something is asked for. */
    enum Ask {
        OFF,
        OPTIONAL,
        REQUIRED
    }

    /** How a visitor who has gone gets what was written. */
    interface Mail {
        /** A mailbox of ours, one of the email adapter's accounts; nothing is sent by mail when absent. */
        Optional<String> from();

        /** After the answer was written; it is sent at the first look after that. */
        @WithDefault("10m")
        Duration after();

        @WithDefault("Your chat with us")
        String subject();
    }

    /** When somebody answers. */
    interface Hours {
        /** As {@code MON-FRI 09:00-17:30}; always when absent. */
        Optional<List<String>> open();

        @WithDefault("UTC")
        ZoneId zone();
    }
}
