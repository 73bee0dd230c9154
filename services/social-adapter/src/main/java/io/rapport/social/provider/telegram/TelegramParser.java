package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Telegram tells a bot.
 *
 * @see <a href="https://core.telegram.org/bots/api#update">Update</a>
 */
final class TelegramParser {
    /** What stands in an update beside its id is its kind. */
    private static final String UPDATE_ID = "update_id";

    /** What says who and when stands in every message; the rest is its kind. */
    private static final Set<String> FRAME = Set.of("message_id", "from", "chat", "date", "sender_chat");

    private static final long LAST_SECOND = 253_402_300_799L;

    private final String bot;
    private final boolean groups;
    private final ObjectMapper json;

    /** @param groups whether messages in groups count as a conversation with the group */
    TelegramParser(String bot, boolean groups, ObjectMapper json) {
        this.bot = bot;
        this.groups = groups;
        this.json = json;
    }

    Inbound parse(byte[] rawBody) {
        var update = read(rawBody);
        if (update.has("message")) {
            return message(update.path("message"), false);
        }
        if (update.has("edited_message")) {
            return message(update.path("edited_message"), true);
        }
        if (update.has("message_reaction")) {
            return reaction(update.path("message_reaction"));
        }
        return new Inbound.Unknown(kind(update, Set.of(UPDATE_ID), "empty"));
    }

    private Inbound message(JsonNode message, boolean edited) {
        var chat = message.path("chat");
        if (!groups && !"private".equals(chat.path("type").asText())) {
            return new Inbound.Unknown("group-message");
        }
        if (edited && message.has("location")) {
            // somebody walks with a shared position
            return new Inbound.Unknown("moving-location");
        }
        var text = text(message);
        var files = files(message);
        if (text.isEmpty() && files.isEmpty()) {
            return new Inbound.Unknown("message " + kind(message, FRAME, "empty"));
        }
        var chatId = whole(chat, "id").asText();
        var id = TelegramWords.messageId(chatId, whole(message, "message_id").asLong());
        var party = new Party(chatId, name(message.path("from")));
        if (edited) {
            var at = at(message, "edit_date");
            return new Inbound.Message(
                    id + "/" + at.getEpochSecond(), bot, party, "(Corrected) " + text, files, List.of(id), at);
        }
        var answered = message.path("reply_to_message").path("message_id");
        return new Inbound.Message(
                id,
                bot,
                party,
                text,
                files,
                answered.canConvertToLong() && answered.isNumber()
                        ? List.of(TelegramWords.messageId(chatId, answered.asLong()))
                        : List.of(),
                at(message, "date"));
    }

    /** What a person would read: the text or caption, a place, a contact, a poll, a die. */
    private static String text(JsonNode message) {
        var contact = message.path("contact");
        var place = message.has("venue") ? message.path("venue").path("location") : message.path("location");
        var poll = message.path("poll");
        return Stream.of(
                        Stream.of(message.path("text"), message.path("caption")),
                        Stream.of(
                                message.path("venue").path("title"),
                                message.path("venue").path("address")),
                        Stream.of(contact.path("first_name"), contact.path("last_name"), contact.path("phone_number")),
                        Stream.of(poll.path("question")),
                        stream(poll.path("options")).map(it -> it.path("text")),
                        Stream.of(
                                message.path("dice").path("emoji"),
                                message.path("dice").path("value")),
                        Stream.of(place.path("latitude"), place.path("longitude")))
                .map(words -> words.filter(JsonNode::isValueNode)
                        .map(JsonNode::asText)
                        .filter(it -> !it.isBlank())
                        .collect(Collectors.joining(", ")))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static List<Inbound.File> files(JsonNode message) {
        var files = new ArrayList<Inbound.File>();
        // the same picture in several sizes, the largest last
        var sizes = message.path("photo");
        file(sizes.path(sizes.size() - 1), "image/jpeg", files::add);
        file(message.path("voice"), "audio/ogg", files::add);
        file(message.path("audio"), "audio/mpeg", files::add);
        file(message.path("video"), "video/mp4", files::add);
        file(message.path("video_note"), "video/mp4", files::add);
        file(message.path("sticker"), sticker(message.path("sticker")), files::add);
        // an animation comes as a document too
        file(message.path("document"), "application/octet-stream", files::add);
        return files;
    }

    private static String sticker(JsonNode sticker) {
        if (sticker.path("is_animated").asBoolean()) {
            return "application/x-tgsticker";
        }
        return sticker.path("is_video").asBoolean() ? "video/webm" : "image/webp";
    }

    private static void file(JsonNode file, String usual, Consumer<Inbound.File> into) {
        var id = file.path("file_id").asText("");
        if (!id.isBlank()) {
            into.accept(new Inbound.File(
                    file.path("file_name").asText(null), file.path("mime_type").asText(usual), id));
        }
    }

    private Inbound reaction(JsonNode reaction) {
        var chat = reaction.path("chat");
        if (!groups && !"private".equals(chat.path("type").asText())) {
            return new Inbound.Unknown("group-reaction");
        }
        var chatId = whole(chat, "id").asText();
        var emoji = stream(reaction.path("new_reaction"))
                .map(it -> it.path("emoji").asText("?"))
                .findFirst();
        return new Inbound.Reaction(
                TelegramWords.messageId(chatId, whole(reaction, "message_id").asLong()),
                bot,
                chatId,
                emoji.orElse(null),
                at(reaction, "date"));
    }

    private static @Nullable String name(JsonNode from) {
        var name = (from.path("first_name").asText("") + " "
                        + from.path("last_name").asText(""))
                .strip();
        return name.isEmpty() ? null : name;
    }

    private static String kind(JsonNode of, Set<String> frame, String none) {
        return of.properties().stream()
                .map(it -> it.getKey())
                .filter(it -> !frame.contains(it))
                .findFirst()
                .orElse(none);
    }

    private static Instant at(JsonNode in, String field) {
        long second = whole(in, field).asLong();
        if (second < 0 || second > LAST_SECOND) {
            throw new Malformed("The field " + field + " of the message is no time.");
        }
        return Instant.ofEpochSecond(second);
    }

    private static JsonNode whole(JsonNode in, String field) {
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

    private static Stream<JsonNode> stream(JsonNode list) {
        return list.isArray() ? list.valueStream() : Stream.empty();
    }
}
