package io.rapport.email;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

    /** Where the world reaches our HTTP port, without a slash at the end; mails have no List-Unsubscribe when absent. */
    Optional<String> publicUrl();

    Smtp smtp();

    Imap imap();

    Relay relay();

    /** A mailbox of ours; its plus-addresses belong to it. */
    interface Account {
        /** Names it for administrators; {@code mailbox-} and its place in the list when absent. */
        Optional<String> id();

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

        /** Of one address. */
        @WithDefault("100")
        int maxConnectionsPerClient();

        @WithDefault("60s")
        Duration idleTimeout();

        /** The configuration of {@code quarkus.tls} with our certificate; STARTTLS (RFC 3207) is not offered when absent. */
        Optional<String> tlsConfigurationName();

        /** Whether mail is refused that comes in the clear. */
        @WithDefault("false")
        boolean requireTls();
    }

    /** Mailboxes that other servers keep for us. */
    interface Imap {
        List<ImapAccount> accounts();
    }

    /** A mailbox that another server keeps for us. */
    interface ImapAccount extends ImapServer {
        /** Which of {@link EmailConfig#accounts()} its mail is for. */
        String account();
    }

    /** A mailbox and where it is kept, in one. */
    interface FetchedAccount extends Account, ImapServer {}

    /** The server that keeps a mailbox. */
    interface ImapServer {
        String host();

        /** 993, or 143 without implicit TLS, when absent. */
        OptionalInt port();

        @WithDefault("IMPLICIT")
        ImapTls tls();

        /** The configuration of {@code quarkus.tls} that says whom to trust; whom the JVM trusts when absent. */
        Optional<String> tlsConfigurationName();

        String user();

        /** Unless there is {@link #oauth()}. */
        Optional<String> password();

        /** Signs in by XOAUTH2. */
        Optional<OAuth> oauth();

        @WithDefault("INBOX")
        String folder();

        /** The most that is fetched in any span of {@link #budgetSpan()}; at least the largest mail. */
        @WithDefault("2000M")
        MemorySize budget();

        @WithDefault("1d")
        Duration budgetSpan();

        /** Whether what people send in their own mail programs is taken too. */
        @WithDefault("true")
        boolean takeSent();

        /** Where their programs put it; the folder that the server calls {@code \\Sent} (RFC 6154) when absent. */
        Optional<String> sentFolder();

        /** How long until it is looked at again, also while the server tells of new mail by itself. */
        @WithDefault("1m")
        Duration pollEvery();

        /** How often the folder is compared with what has been taken, at a look; 0: never. */
        @WithDefault("1h")
        Duration compareEvery();

        /** Whether to let the server tell of new mail (RFC 2177) where it can. */
        @WithDefault("true")
        boolean idle();
    }

    /** Where access tokens come from (RFC 6749). */
    interface OAuth {
        String tokenEndpoint();

        String clientId();

        Optional<String> clientSecret();

        /** The client's own credentials count when absent. */
        Optional<String> refreshToken();

        Optional<String> scope();
    }

    /** How a connection is made safe. */
    enum ImapTls {
        /** From the first byte on (RFC 8314). */
        IMPLICIT,
        /** By STARTTLS, and not at all when the server does not offer it. */
        STARTTLS,
        /** Never: the password goes in the clear. */
        NONE
    }

    /** How the connection to the relay is made safe. */
    enum RelayTls {
        /** From the first byte on (RFC 8314). */
        IMPLICIT,
        /** By STARTTLS, and not at all when the server does not offer it. */
        STARTTLS,
        /** By STARTTLS where the server offers it. */
        OPPORTUNISTIC,
        /** Never: mails and the password go in the clear. */
        NONE
    }

    /** The server that carries our mail to the world. */
    interface Relay {
        @WithDefault("localhost")
        String host();

        @WithDefault("2526")
        int port();

        @WithDefault("OPPORTUNISTIC")
        RelayTls tls();

        /** The configuration of {@code quarkus.tls} that says whom to trust; whom the JVM trusts when absent. */
        Optional<String> tlsConfigurationName();

        Optional<String> user();

        Optional<String> password();

        /** Signs in by XOAUTH2, as {@link #user()}. */
        Optional<OAuth> oauth();

        @WithDefault("8")
        int maxConnections();

        /** How long one mail may take. */
        @WithDefault("60s")
        Duration timeout();
    }
}
