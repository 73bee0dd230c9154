package io.rapport.local.up;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an application is told about the stack around it, as environment variables.
 *
 * @param given what the person who starts it has set: a first account of their own takes the place of the sandbox's
 */
public record Environment(
        PortPlan ports, Home home, String demoPassword, ProviderSecrets secrets, Map<String, String> given) {
    private static final String IMAP_ADDRESS = "help@example.com";

    /** Ofcom has set these numbers aside for drama: nobody has one. */
    private static final String SMS_NUMBER = "+442079460100";

    private static final String VONAGE_NUMBER = "+442079460102";
    private static final String SMPP_NUMBER = "+442079460103";

    private static final String CHAT_SITE = "web";
    private static final String MESSENGER_PAGE = "200000000000001";
    private static final String INSTAGRAM_PROFILE = "17840000000000001";
    private static final String MASTODON_ADDRESS = "support@social.example.com";
    private static final String WHATSAPP_NUMBER = "442079460101";
    private static final String WHATSAPP_NUMBER_ID = "100000000000001";

    public Map<String, String> of(App app) {
        var all = new TreeMap<String, String>();
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(app)));
        all.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka());
        all.put("RAPPORT_STORE_FOLDER", home.store().toString());
        all.put("RAPPORT_DESK_URL", ports.url(App.DESK));
        all.put("RAPPORT_ROUTING_URL", ports.url(App.ROUTING));
        all.put("RAPPORT_CARE_FOLLOW_UP_URL", ports.url(App.CARE_FOLLOW_UP));
        all.put("RAPPORT_EXPERIENCE_SCORING_URL", ports.url(App.EXPERIENCE_SCORING));
        all.put("RAPPORT_CUSTOMER_PROFILE_URL", ports.url(App.CUSTOMER_PROFILE));
        all.put("RAPPORT_SANDBOX_URL", ports.url(App.SANDBOX));
        all.put("RAPPORT_SURVEY_BASE_URL", ports.url(App.EXPERIENCE_SCORING));
        all.put("RAPPORT_EMAIL_SMTP_HOST", "127.0.0.1");
        all.put("RAPPORT_EMAIL_SMTP_PORT", Integer.toString(ports.smtp()));
        all.put("RAPPORT_EMAIL_RELAY_HOST", "localhost");
        all.put("RAPPORT_EMAIL_RELAY_PORT", Integer.toString(ports.smtpSink()));
        if (app.hasDatabase()) {
            all.put("RAPPORT_DB_HOST", "localhost");
            all.put("RAPPORT_DB_PORT", Integer.toString(ports.postgres()));
            all.put("RAPPORT_DB_NAME", Stack.DATABASE);
            all.put("RAPPORT_DB_USER", app.databaseUser());
            // Local connections are trusted; the drivers only want to see something.
            all.put("RAPPORT_DB_PASSWORD", app.databaseUser());
        }
        all.putAll(
                switch (app) {
                    case DESK ->
                        Map.of("RAPPORT_DESK_DEMO_ENABLED", "true", "RAPPORT_DESK_DEMO_PASSWORD", demoPassword);
                    // so that surveys and follow-ups offer to unsubscribe
                    case EMAIL_ADAPTER ->
                        together(
                                Map.of("RAPPORT_EMAIL_PUBLIC_URL", ports.url(App.EMAIL_ADAPTER)),
                                unlessGiven(imapAccount()));
                    case SMS_ADAPTER ->
                        together(
                                publicUrl(),
                                unlessGiven(twilioAccount()),
                                unlessGiven(vonageAccount()),
                                unlessGiven(smppAccount()));
                    // one web site to chat on: the adapter's own page, and the sandbox's
                    case CHAT_ADAPTER ->
                        Map.of(
                                "RAPPORT_CHAT_ACCOUNTS_0__ID",
                                "web",
                                "RAPPORT_CHAT_ACCOUNTS_0__ORIGINS",
                                ports.url(App.SANDBOX));
                    case SOCIAL_ADAPTER ->
                        together(
                                unlessGiven(telegramAccount()),
                                unlessGiven(whatsAppAccount()),
                                unlessGiven(messengerAccounts()),
                                unlessGiven(mastodonAccount()));
                    case SANDBOX ->
                        together(
                                imap(),
                                twilio(),
                                vonage(),
                                smpp(),
                                telegram(),
                                whatsApp(),
                                page("MESSENGER", MESSENGER_PAGE),
                                page("INSTAGRAM", INSTAGRAM_PROFILE),
                                mastodon(),
                                chat());
                    default -> Map.of();
                });
        return all;
    }

    /** The company's second address, whose mail the sandbox keeps until it is fetched. */
    private Map<String, String> imapAccount() {
        return Map.of(
                "RAPPORT_EMAIL_ACCOUNTS_1__ADDRESS",
                IMAP_ADDRESS,
                "RAPPORT_EMAIL_ACCOUNTS_1__DISPLAY_NAME",
                "Help",
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__ACCOUNT",
                IMAP_ADDRESS,
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__HOST",
                "localhost",
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__PORT",
                Integer.toString(ports.imap()),
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__TLS",
                "NONE",
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__USER",
                IMAP_ADDRESS,
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__PASSWORD",
                secrets.of("imap-password"),
                "RAPPORT_EMAIL_IMAP_ACCOUNTS_0__TAKE_SENT",
                "false");
    }

    private Map<String, String> imap() {
        return Map.of(
                "RAPPORT_SANDBOX_IMAP_PORT", Integer.toString(ports.imap()),
                "RAPPORT_SANDBOX_IMAP_ADDRESS", IMAP_ADDRESS,
                "RAPPORT_SANDBOX_IMAP_PASSWORD", secrets.of("imap-password"));
    }

    /** Where providers reach the sms-adapter, unless somebody has let the world in. */
    private Map<String, String> publicUrl() {
        var name = "RAPPORT_WEBHOOK_PUBLIC_URL";
        return given.containsKey(name) ? Map.of() : Map.of(name, ports.url(App.SMS_ADAPTER));
    }

    /** The company's number at the sandbox's Twilio. */
    private Map<String, String> twilioAccount() {
        return Map.of(
                "RAPPORT_SMS_ACCOUNTS_0__ID",
                "sandbox",
                "RAPPORT_SMS_ACCOUNTS_0__MMS",
                "true",
                "RAPPORT_SMS_ACCOUNTS_0__NUMBER",
                SMS_NUMBER,
                "RAPPORT_SMS_ACCOUNTS_0__ACCOUNT_SID",
                secrets.twilioAccountSid(),
                "RAPPORT_SMS_ACCOUNTS_0__AUTH_TOKEN",
                secrets.of("twilio-auth-token"),
                "RAPPORT_SMS_ACCOUNTS_0__API_BASE_URL",
                ports.url(App.SANDBOX));
    }

    private Map<String, String> twilio() {
        return Map.of(
                "RAPPORT_SANDBOX_TWILIO_NUMBER",
                SMS_NUMBER,
                "RAPPORT_SANDBOX_TWILIO_ACCOUNT_SID",
                secrets.twilioAccountSid(),
                "RAPPORT_SANDBOX_TWILIO_AUTH_TOKEN",
                secrets.of("twilio-auth-token"),
                "RAPPORT_SANDBOX_TWILIO_WEBHOOK_URL",
                ports.url(App.SMS_ADAPTER) + "/webhooks/twilio/sandbox#rc=5&rp=all");
    }

    /** The company's number at the sandbox's Vonage. */
    private Map<String, String> vonageAccount() {
        return Map.of(
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__ID", "sandbox-vonage",
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__NUMBER", VONAGE_NUMBER,
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__API_KEY", secrets.vonageApiKey(),
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__API_SECRET", secrets.of("vonage-api-secret"),
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__SIGNATURE_SECRET", secrets.of("vonage-signature-secret"),
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__SIGNATURE_METHOD", "sha256",
                "RAPPORT_SMS_VONAGE_ACCOUNTS_0__API_BASE_URL", ports.url(App.SANDBOX));
    }

    private Map<String, String> vonage() {
        return Map.of(
                "RAPPORT_SANDBOX_VONAGE_NUMBER",
                VONAGE_NUMBER,
                "RAPPORT_SANDBOX_VONAGE_API_KEY",
                secrets.vonageApiKey(),
                "RAPPORT_SANDBOX_VONAGE_API_SECRET",
                secrets.of("vonage-api-secret"),
                "RAPPORT_SANDBOX_VONAGE_SIGNATURE_SECRET",
                secrets.of("vonage-signature-secret"),
                "RAPPORT_SANDBOX_VONAGE_WEBHOOK_URL",
                ports.url(App.SMS_ADAPTER) + "/webhooks/vonage/sandbox-vonage");
    }

    /** The company's number at the sandbox's message centre. */
    private Map<String, String> smppAccount() {
        return Map.of(
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__ID", "sandbox-smpp",
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__NUMBER", SMPP_NUMBER,
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__HOST", "localhost",
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__PORT", Integer.toString(ports.smpp()),
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__SYSTEM_ID", "rapport",
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__PASSWORD", secrets.smppPassword(),
                // the sandbox may start after it
                "RAPPORT_SMS_SMPP_ACCOUNTS_0__RECONNECT_LONGEST", "5s");
    }

    private Map<String, String> smpp() {
        return Map.of(
                "RAPPORT_SANDBOX_SMPP_PORT",
                Integer.toString(ports.smpp()),
                "RAPPORT_SANDBOX_SMPP_SYSTEM_ID",
                "rapport",
                "RAPPORT_SANDBOX_SMPP_PASSWORD",
                secrets.smppPassword(),
                "RAPPORT_SANDBOX_SMPP_NUMBER",
                SMPP_NUMBER);
    }

    /** The company's bot at the sandbox's Telegram. */
    private Map<String, String> telegramAccount() {
        return Map.of(
                "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__ID", "sandbox-telegram",
                "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__BOT_TOKEN", secrets.telegramBotToken(),
                "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__SECRET_TOKEN", secrets.of("telegram-secret-token"),
                "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__API_BASE_URL", ports.url(App.SANDBOX));
    }

    private Map<String, String> telegram() {
        return Map.of(
                "RAPPORT_SANDBOX_TELEGRAM_BOT_TOKEN", secrets.telegramBotToken(),
                "RAPPORT_SANDBOX_TELEGRAM_SECRET_TOKEN", secrets.of("telegram-secret-token"),
                "RAPPORT_SANDBOX_TELEGRAM_WEBHOOK_URL",
                        ports.url(App.SOCIAL_ADAPTER) + "/webhooks/telegram/sandbox-telegram");
    }

    /** The company's number at the sandbox's WhatsApp. */
    private Map<String, String> whatsAppAccount() {
        return Map.of(
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__ID",
                "sandbox-whatsapp",
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__PHONE_NUMBER_ID",
                WHATSAPP_NUMBER_ID,
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__ACCESS_TOKEN",
                secrets.of("whatsapp-access-token"),
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__APP_SECRET",
                secrets.of("whatsapp-app-secret"),
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__VERIFY_TOKEN",
                secrets.of("whatsapp-verify-token"),
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__TEMPLATE",
                "follow_up",
                "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__API_BASE_URL",
                ports.url(App.SANDBOX) + "/v23.0");
    }

    private Map<String, String> whatsApp() {
        return Map.of(
                "RAPPORT_SANDBOX_WHATSAPP_NUMBER",
                WHATSAPP_NUMBER,
                "RAPPORT_SANDBOX_WHATSAPP_PHONE_NUMBER_ID",
                WHATSAPP_NUMBER_ID,
                "RAPPORT_SANDBOX_WHATSAPP_ACCESS_TOKEN",
                secrets.of("whatsapp-access-token"),
                "RAPPORT_SANDBOX_WHATSAPP_APP_SECRET",
                secrets.of("whatsapp-app-secret"),
                "RAPPORT_SANDBOX_WHATSAPP_VERIFY_TOKEN",
                secrets.of("whatsapp-verify-token"),
                "RAPPORT_SANDBOX_WHATSAPP_WEBHOOK_URL",
                ports.url(App.SOCIAL_ADAPTER) + "/webhooks/meta/sandbox-whatsapp");
    }

    /** The company's page on the sandbox's Messenger, and its profile on the sandbox's Instagram. */
    private Map<String, String> messengerAccounts() {
        return together(
                messengerAccount(0, "MESSENGER", MESSENGER_PAGE), messengerAccount(1, "INSTAGRAM", INSTAGRAM_PROFILE));
    }

    private Map<String, String> messengerAccount(int number, String network, String page) {
        var prefix = "RAPPORT_SOCIAL_MESSENGER_ACCOUNTS_" + number + "__";
        var name = network.toLowerCase(Locale.ROOT);
        return Map.of(
                prefix + "ID",
                "sandbox-" + name,
                prefix + "NETWORK",
                network,
                prefix + "PAGE_ID",
                page,
                prefix + "ACCESS_TOKEN",
                secrets.of(name + "-access-token"),
                prefix + "APP_SECRET",
                secrets.of(name + "-app-secret"),
                prefix + "VERIFY_TOKEN",
                secrets.of(name + "-verify-token"),
                // the sandbox's Meta has granted it
                prefix + "HUMAN_AGENT",
                "true",
                prefix + "API_BASE_URL",
                ports.url(App.SANDBOX) + "/messenger/v23.0");
    }

    private Map<String, String> page(String network, String page) {
        var prefix = "RAPPORT_SANDBOX_" + network + "_";
        var name = network.toLowerCase(Locale.ROOT);
        return Map.of(
                prefix + "PAGE_ID", page,
                prefix + "ACCESS_TOKEN", secrets.of(name + "-access-token"),
                prefix + "APP_SECRET", secrets.of(name + "-app-secret"),
                prefix + "VERIFY_TOKEN", secrets.of(name + "-verify-token"),
                prefix + "WEBHOOK_URL", ports.url(App.SOCIAL_ADAPTER) + "/webhooks/meta/sandbox-" + name);
    }

    /** The company's account on the sandbox's Mastodon. */
    private Map<String, String> mastodonAccount() {
        return Map.of(
                "RAPPORT_SOCIAL_MASTODON_ACCOUNTS_0__ID",
                "sandbox-mastodon",
                "RAPPORT_SOCIAL_MASTODON_ACCOUNTS_0__ADDRESS",
                MASTODON_ADDRESS,
                "RAPPORT_SOCIAL_MASTODON_ACCOUNTS_0__ACCESS_TOKEN",
                secrets.of("mastodon-access-token"),
                "RAPPORT_SOCIAL_MASTODON_ACCOUNTS_0__API_BASE_URL",
                ports.url(App.SANDBOX));
    }

    private Map<String, String> mastodon() {
        return Map.of(
                "RAPPORT_SANDBOX_MASTODON_ADDRESS",
                MASTODON_ADDRESS,
                "RAPPORT_SANDBOX_MASTODON_ACCESS_TOKEN",
                secrets.of("mastodon-access-token"));
    }

    private Map<String, String> chat() {
        return Map.of(
                "RAPPORT_SANDBOX_CHAT_URL",
                ports.url(App.CHAT_ADAPTER).replaceFirst("^http", "ws") + "/chat/" + CHAT_SITE,
                "RAPPORT_SANDBOX_CHAT_ORIGIN",
                ports.url(App.SANDBOX));
    }

    private Map<String, String> unlessGiven(Map<String, String> account) {
        return account.keySet().stream()
                        .anyMatch(name -> name.matches(".*(_0__ID|__ACCOUNT|__ADDRESS)") && given.containsKey(name))
                ? Map.of()
                : account;
    }

    @SafeVarargs
    private static Map<String, String> together(Map<String, String>... settings) {
        var all = new TreeMap<String, String>();
        for (var some : settings) {
            all.putAll(some);
        }
        return all;
    }
}
