package io.rapport.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the sandbox listens, where it sends and what it keeps.
 *
 * <p>Whatever is optional has no defaults inside: they would count as somebody's wish to have it.
 */
@ConfigMapping(prefix = "rapport.sandbox")
public interface SandboxConfig {
    /** Where the sandbox is reached, for the addresses of files. */
    String url();

    /** The address that SMTP, IMAP and SMPP listen at. */
    String host();

    /** Where the mails are kept over a restart. */
    Path folder();

    /** How many mails are kept, of all customers together, and as many messages. */
    @WithDefault("5000")
    int keep();

    /** How long a network takes for each step of a message's way to the customer. */
    @WithDefault("400ms")
    Duration pace();

    Smtp smtp();

    Email email();

    Optional<Imap> imap();

    Demo demo();

    Optional<Twilio> twilio();

    Optional<Vonage> vonage();

    Optional<Smpp> smpp();

    Optional<Telegram> telegram();

    Optional<WhatsApp> whatsapp();

    Optional<Page> messenger();

    Optional<Page> instagram();

    Optional<Mastodon> mastodon();

    Optional<Chat> chat();

    /** Where the platform's mail arrives. */
    interface Smtp {
        /** 0 takes any free port. */
        int port();
    }

    /** Where customers' mail goes. */
    interface Email {
        @WithDefault("localhost")
        String host();

        int port();

        /** Whom customers write to when they name nobody. */
        @WithDefault("support@example.com")
        String to();
    }

    /** The company's mailbox that another server keeps. */
    interface Imap {
        /** Also the name to log in by. */
        String address();

        String password();

        /** Where the company fetches it; 0 takes any free port, 3143 when absent. */
        OptionalInt port();
    }

    /** The fictional customers. */
    interface Demo {
        /** How long a customer takes to answer at most; half of it at least. */
        @WithDefault("20s")
        Duration readingTime();
    }

    /** The company's number at Twilio. */
    interface Twilio {
        String accountSid();

        String authToken();

        /** E.164. */
        String number();

        /** Where messages to the number are brought; behind a # how often, as with Twilio. */
        String webhookUrl();
    }

    /** The company's number at Vonage. */
    interface Vonage {
        String apiKey();

        String apiSecret();

        /** Signs what is brought to the webhook, with HMAC-SHA256. */
        String signatureSecret();

        /** E.164. */
        String number();

        /** Where messages to the number are brought. */
        String webhookUrl();
    }

    /** The company's number at the message centre that speaks SMPP. */
    interface Smpp {
        /** Where the company binds; 0 takes any free port, 2775 when absent. */
        OptionalInt port();

        String systemId();

        String password();

        /** E.164. */
        String number();
    }

    /** The company's bot on Telegram. */
    interface Telegram {
        /** {@code <bot id>:<secret>}. */
        String botToken();

        /** {@code rapport_sandbox_bot} when absent. */
        Optional<String> username();

        /** As if given to {@code setWebhook}. */
        Optional<String> webhookUrl();

        /** As if given to {@code setWebhook}. */
        Optional<String> secretToken();
    }

    /** The company's number on WhatsApp. */
    interface WhatsApp {
        /** As customers see it, without the plus. */
        String number();

        /** The number's id at Meta. */
        String phoneNumberId();

        String accessToken();

        /** Signs what is brought to the webhook. */
        String appSecret();

        String verifyToken();

        String webhookUrl();
    }

    /** The company's page on Messenger, or its profile on Instagram. */
    interface Page {
        /** As customers see it; Example Shop when absent. */
        Optional<String> name();

        String pageId();

        String accessToken();

        /** Signs what is brought to the webhook. */
        String appSecret();

        String verifyToken();

        String webhookUrl();
    }

    /** The company's account on Mastodon. */
    interface Mastodon {
        /** As others mention it, without the first {@code @}: {@code name@server}. */
        String address();

        /** As customers see it; Example Shop when absent. */
        Optional<String> name();

        String accessToken();
    }

    /** The chat on the company's web site. */
    interface Chat {
        /** Of the WebSocket, as {@code ws://localhost:8083/chat/web}. */
        String url();

        /** The site, as {@code https://www.example.com}. */
        String origin();
    }
}
