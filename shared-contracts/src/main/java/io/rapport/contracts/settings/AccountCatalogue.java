package io.rapport.contracts.settings;

import io.rapport.contracts.value.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be set for an account, by provider: the names, defaults and choices of the adapters' configuration, as every adapter's
 * tests see to.
 */
public final class AccountCatalogue {
    /** Every provider whose accounts can be set up. */
    public static final List<Kind> KINDS = List.of(
            new Kind(
                    Channel.EMAIL,
                    "smtp",
                    "Mailbox by SMTP",
                    List.of(
                            needed("address", "The mailbox's address, as name@domain."),
                            may("display-name", "What customers read beside the agent's name."))),
            new Kind(
                    Channel.EMAIL,
                    "imap",
                    "Mailbox by IMAP",
                    List.of(
                            needed("address", "The mailbox's address, as name@domain."),
                            may("display-name", "What customers read beside the agent's name."),
                            needed("host", "The server that keeps the mailbox."),
                            may("port", "993, or 143 without implicit TLS, when empty."),
                            choice("tls", "How the connection is made safe.", "implicit", "starttls", "none"),
                            may(
                                    "tls-configuration-name",
                                    "The adapter's quarkus.tls configuration that says whom to trust."),
                            needed("user", "Who signs in at the server."),
                            mayBeSecret("password", "The user's password; this or access tokens."),
                            may("oauth.token-endpoint", "Where access tokens come from, for XOAUTH2."),
                            may("oauth.client-id", "As whom we ask for them."),
                            mayBeSecret("oauth.client-secret", "What proves that it is us, if anything."),
                            mayBeSecret(
                                    "oauth.refresh-token", "What is given for them; without it our own credentials."),
                            may("oauth.scope", "What they are to allow."),
                            usually("folder", "INBOX", "Where the mail arrives."),
                            usually("budget", "2000M", "The most that is fetched in any budget-span."),
                            usually("budget-span", "1d", "The span of the budget."),
                            choice(
                                    "take-sent",
                                    "Whether what people send in their own mail programs is taken too.",
                                    "true",
                                    "false"),
                            may("sent-folder", "Where those programs put it; found by itself when empty."),
                            usually("poll-every", "1m", "How long until the mailbox is looked at again."),
                            usually("compare-every", "1h", "How often what was taken is compared with the mailbox."),
                            choice("idle", "Whether the server tells of new mail by itself.", "true", "false"))),
            new Kind(
                    Channel.SMS,
                    "twilio",
                    "Twilio",
                    sms(
                            needed("number", "A phone number as +<country><number>, or a short code."),
                            needed("account-sid", "From Twilio's console, AC…"),
                            secret("auth-token", "From Twilio's console; signs Twilio's calls too."),
                            may("messaging-service-sid", "Sends through this Messaging Service, MG…"),
                            choice(
                                    "mms",
                                    "Whether the number sends files too; they need a public address.",
                                    "false",
                                    "true"),
                            usually("api-base-url", "https://api.twilio.com", "Twilio's API."))),
            new Kind(
                    Channel.SMS,
                    "vonage",
                    "Vonage",
                    sms(
                            needed("number", "A phone number as +<country><number>, a short code or a sender's name."),
                            needed("api-key", "From Vonage's dashboard."),
                            secret("api-secret", "From Vonage's dashboard."),
                            secret("signature-secret", "Signs Vonage's calls; not the API secret."),
                            choice(
                                    "signature-method",
                                    "As chosen in Vonage's dashboard.",
                                    "md5hash",
                                    "md5",
                                    "sha1",
                                    "sha256",
                                    "sha512"),
                            usually("api-base-url", "https://rest.nexmo.com", "Vonage's API."))),
            new Kind(
                    Channel.SMS,
                    "smpp",
                    "Carrier by SMPP",
                    sms(
                            needed("number", "A phone number as +<country><number>, a short code or a sender's name."),
                            needed("host", "The carrier's message centre."),
                            usually("port", "2775", "Its port."),
                            choice("tls", "Whether the line is encrypted.", "false", "true"),
                            needed("system-id", "Who binds, as the carrier gave it."),
                            secret("password", "To bind with."),
                            may("system-type", "When the carrier asks for one."),
                            usually("window", "10", "How many messages may be under way, in each direction."),
                            usually("enquire-link", "30s", "How long the line may be silent before it is tried."),
                            usually("response-timeout", "10s", "For the answer to one request."),
                            usually("reconnect-first", "1s", "The first pause before binding again; they double."),
                            usually("reconnect-longest", "1m", "The longest pause."),
                            choice(
                                    "default-alphabet",
                                    "What the centre takes data coding 0 for; ask the carrier.",
                                    "gsm-7",
                                    "latin-1"),
                            choice(
                                    "long-messages",
                                    "How long messages travel; ask the carrier.",
                                    "udh",
                                    "payload",
                                    "sar"))),
            new Kind(
                    Channel.CHAT,
                    "website",
                    "Web site with the chat widget",
                    List.of(
                            may("origins", "Whose pages may use it: https://www.example.com, several with commas."),
                            mayBeSecret(
                                    "identity.secret", "Shared with the site's server, which vouches for its users."),
                            choice("identity.required", "Whether only signed-in visitors may chat.", "false", "true"),
                            choice(
                                    "form.name",
                                    "Whether visitors are asked for their name.",
                                    "off",
                                    "optional",
                                    "required"),
                            choice(
                                    "form.email",
                                    "Whether visitors are asked for their address.",
                                    "off",
                                    "optional",
                                    "required"),
                            may("hours.open", "When somebody answers: MON-FRI 09:00-17:30, several with commas."),
                            usually("hours.zone", "UTC", "The time zone of these hours, such as Europe/Berlin."),
                            may("mail.from", "The mailbox of ours that sends visitors who left what they missed."),
                            usually("mail.after", "10m", "How long after the answer was written."),
                            usually("mail.subject", "Your chat with us", "The subject of that mail."))),
            new Kind(
                    Channel.SOCIAL,
                    "telegram",
                    "Telegram bot",
                    List.of(
                            secret("bot-token", "As BotFather gives it."),
                            secret("secret-token", "The secret_token given to setWebhook."),
                            choice("groups", "Whether messages in groups are taken.", "false", "true"),
                            usually("api-base-url", "https://api.telegram.org", "Telegram's API."))),
            new Kind(
                    Channel.SOCIAL,
                    "whatsapp",
                    "WhatsApp number",
                    List.of(
                            needed("phone-number-id", "The id of the number at Meta, not the number itself."),
                            secret("access-token", "Of a system user with whatsapp_business_messaging."),
                            secret("app-secret", "The app's secret; signs Meta's calls."),
                            secret("verify-token", "What was entered beside the webhook address at Meta."),
                            may("template", "An approved template in which a reply goes after 24 hours."),
                            usually("template-language", "en", "The template's language."),
                            usually(
                                    "api-base-url",
                                    "https://graph.facebook.com/v23.0",
                                    "Meta's API with its version."))),
            new Kind(
                    Channel.SOCIAL,
                    "messenger",
                    "Messenger page or Instagram profile",
                    List.of(
                            choice("network", "Which of the two.", "messenger", "instagram"),
                            needed("page-id", "The page's id; for Instagram the professional account's."),
                            secret("access-token", "Of the page."),
                            secret("app-secret", "The app's secret; signs Meta's calls."),
                            secret("verify-token", "What was entered beside the webhook address at Meta."),
                            choice(
                                    "human-agent",
                                    "Whether Meta has granted the app the Human Agent feature.",
                                    "false",
                                    "true"),
                            usually(
                                    "api-base-url",
                                    "https://graph.facebook.com/v23.0",
                                    "Meta's API with its version."))),
            new Kind(
                    Channel.SOCIAL,
                    "mastodon",
                    "Mastodon account",
                    List.of(
                            needed("address", "As others mention it, without the first @: name@server."),
                            secret("access-token", "Of an application with the scopes read and write:statuses."),
                            may("api-base-url", "The server, when it is not the one in the address."),
                            choice(
                                    "public-replies",
                                    "Who may see what we answer to a public post.",
                                    "unlisted",
                                    "public"))));

    private AccountCatalogue() {}

    /**
     * A provider's accounts.
     *
     * @param label for people
     */
    public record Kind(Channel channel, String provider, String label, List<Setting> settings) {
        public Optional<Setting> setting(String name) {
            return settings.stream().filter(it -> it.name().equals(name)).findFirst();
        }
    }

    /**
     * Something that can be set.
     *
     * @param name as in configuration
     * @param secret whether the name of a secret stands for it
     * @param usual what holds when it is not set
     * @param choices all there are; none when it is free text
     * @param help a sentence for people
     */
    public record Setting(
            String name,
            boolean required,
            boolean secret,
            @Nullable String usual,
            List<String> choices,
            String help) {}

    /** What can be set for a provider's accounts. */
    public static Optional<Kind> of(Channel channel, String provider) {
        return KINDS.stream()
                .filter(it -> it.channel() == channel && it.provider().equals(provider))
                .findFirst();
    }

    private static List<Setting> sms(Setting... own) {
        return Stream.concat(
                        Arrays.stream(own),
                        Stream.of(
                                may("default-region", "Two letters of the country whose numbers may lack its code."),
                                usually("max-segments", "10", "How many segments one message of ours may take."),
                                may("stop-answer", "What answers STOP; leave empty where the provider answers."),
                                may("start-answer", "What answers START."),
                                may("help-answer", "What answers HELP.")))
                .toList();
    }

    private static Setting needed(String name, String help) {
        return new Setting(name, true, false, null, List.of(), help);
    }

    private static Setting may(String name, String help) {
        return new Setting(name, false, false, null, List.of(), help);
    }

    private static Setting usually(String name, String usual, String help) {
        return new Setting(name, false, false, usual, List.of(), help);
    }

    private static Setting secret(String name, String help) {
        return new Setting(name, true, true, null, List.of(), help);
    }

    private static Setting mayBeSecret(String name, String help) {
        return new Setting(name, false, true, null, List.of(), help);
    }

    /** The first is what holds when none is chosen. */
    private static Setting choice(String name, String help, String... choices) {
        return new Setting(name, false, false, choices[0], List.of(choices), help);
    }
}
