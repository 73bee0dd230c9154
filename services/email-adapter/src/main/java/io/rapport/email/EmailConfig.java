package io.rapport.email;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The mailboxes we serve, how mail comes in and how it goes out. */
@ConfigMapping(prefix = "rapport.email")
public interface EmailConfig {
    List<Account> accounts();

    /** The largest mail that is taken; senders are told. */
    @WithDefault("25M")
    MemorySize maxSize();

    /** How long a sender waits for Kafka before being asked to come back. */
    @WithDefault("15s")
    Duration publishTimeout();

    /** Signs the tokens in our mails; made once and kept in the payload store when absent. */
    Optional<String> tokenSecret();

    /** Whether subjects carry a token too, for customers whose programs lose everything else. */
    @WithDefault("false")
    boolean subjectToken();

    Smtp smtp();

    Relay relay();

    /** A mailbox of ours; its plus-addresses belong to it. */
    interface Account {
        String address();

        @WithDefault("default")
        String tenant();

        /** Shown to customers beside the agent's name. */
        Optional<String> displayName();
    }

    /** The SMTP listener. */
    interface Smtp {
        @WithDefault("0.0.0.0")
        String host();

        /** 0 takes any free port. */
        @WithDefault("2525")
        int port();

        /** How the listener introduces itself. */
        @WithDefault("localhost")
        String name();

        @WithDefault("1000")
        int maxConnections();

        @WithDefault("60s")
        Duration idleTimeout();
    }

    /** The server that carries our mail to the world. */
    interface Relay {
        @WithDefault("localhost")
        String host();

        @WithDefault("2526")
        int port();

        /** DISABLED, OPTIONAL or REQUIRED. */
        @WithDefault("OPTIONAL")
        StartTLSOptions starttls();

        Optional<String> user();

        Optional<String> password();

        @WithDefault("8")
        int maxConnections();

        /** How long one mail may take. */
        @WithDefault("60s")
        Duration timeout();
    }
}
