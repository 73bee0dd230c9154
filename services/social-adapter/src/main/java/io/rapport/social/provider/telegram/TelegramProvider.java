package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One bot on Telegram. */
final class TelegramProvider implements WebhookProvider {
    private static final Pattern BOT_TOKEN = Pattern.compile("(?<bot>[0-9]+):[A-Za-z0-9_-]+");
    /** What stands in an update beside its id is its kind. */
    private static final String UPDATE_ID = "update_id";

    private final String bot;
    private final byte[] secretToken;
    private final URI api;
    private final TelegramApi calls;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile Instant quietUntil = Instant.MIN;

    /** @throws IllegalArgumentException when the token has no bot id */
    TelegramProvider(
            String botToken, String secretToken, String apiBaseUrl, TelegramApi calls, ObjectMapper json, Clock clock) {
        var token = BOT_TOKEN.matcher(botToken);
        if (!token.matches()) {
            throw new IllegalArgumentException(
                    "rapport.social.telegram.accounts: a bot-token looks like <digits>:<letters>, as BotFather gives it");
        }
        this.bot = token.group("bot");
        this.secretToken = secretToken.getBytes(StandardCharsets.UTF_8);
        this.api = URI.create(apiBaseUrl + "/bot" + botToken);
        this.calls = calls;
        this.json = json;
        this.clock = clock;
    }

    /** The bot's own id, which stays when its token is renewed. */
    String bot() {
        return bot;
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        long chat;
        try {
            chat = Long.parseLong(message.to().address());
        } catch (NumberFormatException e) {
            return Uni.createFrom()
                    .item(new DeliveryOutcome.Refused(new DeliveryFailure(
                            Reason.ADDRESS_UNKNOWN, null, "A chat on Telegram is a number, and this one is not.")));
        }
        if (clock.instant().isBefore(quietUntil)) {
            return Uni.createFrom().item(TelegramWords.later(429));
        }
        return calls.sendMessage(api, chat, message.text())
                .invoke(answer -> TelegramWords.pause(answer)
                        .ifPresent(pause -> quietUntil = clock.instant().plus(pause)))
                .map(TelegramWords::outcome)
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Telegram", failure));
    }

    /** Telegram signs nothing: a secret that only it and we know stands in a header. */
    @Override
    public boolean verify(WebhookCall call) {
        var given = call.headers().get("x-telegram-bot-api-secret-token");
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secretToken);
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        var update = read(rawBody);
        var message = update.get("message");
        return List.of(message == null ? new Inbound.Unknown(kind(update)) : message(message));
    }

    private Inbound message(JsonNode message) {
        var chat = message.path("chat");
        if (!"private".equals(chat.path("type").asText())) {
            return new Inbound.Unknown("group-message");
        }
        var text = message.path("text");
        if (!text.isTextual()) {
            return new Inbound.Unknown("message-without-text");
        }
        var chatId = required(chat, "id");
        return new Inbound.Message(
                TelegramWords.messageId(
                        chatId.asText(), required(message, "message_id").asLong()),
                bot,
                new Party(chatId.asText(), name(message.path("from"))),
                text.asText(),
                List.of(),
                Instant.ofEpochSecond(required(message, "date").asLong()));
    }

    private static @Nullable String name(JsonNode from) {
        var name = (from.path("first_name").asText("") + " "
                        + from.path("last_name").asText(""))
                .strip();
        return name.isEmpty() ? null : name;
    }

    private static String kind(JsonNode update) {
        for (var names = update.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!UPDATE_ID.equals(name)) {
                return name;
            }
        }
        return "empty";
    }

    private static JsonNode required(JsonNode in, String field) {
        var value = in.get(field);
        if (value == null || !value.canConvertToLong()) {
            throw new Malformed("The field " + field + " of the message is missing or no whole number.");
        }
        return value;
    }

    private JsonNode read(byte[] rawBody) {
        try {
            var update = json.readTree(rawBody);
            if (update != null && update.isObject()) {
                return update;
            }
        } catch (IOException noJson) {
            throw new Malformed("The body is not JSON.");
        }
        throw new Malformed("The body is not a JSON object.");
    }
}
