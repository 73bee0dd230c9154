package io.rapport.social.provider.whatsapp;

import static io.rapport.social.meta.Envelope.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Ours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what WhatsApp tells about one number. One thing that is not as it should be is counted and spoils nothing else in the call.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components">Webhook payloads</a>
 */
final class WhatsAppParser {
    private static final String MALFORMED = "malformed";

    private final String phoneNumberId;
    private final ObjectMapper json;

    WhatsAppParser(String phoneNumberId, ObjectMapper json) {
        this.phoneNumberId = phoneNumberId;
        this.json = json;
    }

    boolean concerns(JsonNode envelope) {
        return changes(envelope).anyMatch(this::ours);
    }

    List<Inbound> parse(JsonNode envelope) {
        var told = new ArrayList<Inbound>();
        changes(envelope).forEach(change -> told.addAll(ours(change) ? tell(change) : other(change)));
        return told.isEmpty() ? List.of(new Inbound.Unknown("empty")) : told;
    }

    private static Stream<JsonNode> changes(JsonNode envelope) {
        return elements(envelope.path("entry")).flatMap(entry -> elements(entry.path("changes")));
    }

    private boolean ours(JsonNode change) {
        return change.path("value")
                .path("metadata")
                .path("phone_number_id")
                .asText()
                .equals(phoneNumberId);
    }

    /** Another number of the app is told by its own account; what is about no number is counted. */
    private static List<Inbound> other(JsonNode change) {
        return change.path("value").path("metadata").has("phone_number_id")
                ? List.of(new Inbound.Unknown("other-number"))
                : List.of(new Inbound.Unknown(change.path("field").asText("no-field")));
    }

    private List<Inbound> tell(JsonNode change) {
        var value = change.path("value");
        var field = change.path("field").asText();
        if (!"messages".equals(field)) {
            return List.of(new Inbound.Unknown(field));
        }
        var told = new ArrayList<Inbound>();
        elements(value.path("messages")).map(message -> message(message, value)).forEach(told::add);
        elements(value.path("statuses")).map(WhatsAppParser::status).forEach(told::add);
        return told.isEmpty() ? List.of(new Inbound.Unknown("messages-empty")) : told;
    }

    private Inbound message(JsonNode message, JsonNode value) {
        var id = text(message, "id");
        var from = text(message, "from").or(() -> text(message, "from_user_id"));
        var at = at(message);
        var type = message.path("type").asText("no-type");
        if (id.isEmpty() || from.isEmpty() || at.isEmpty()) {
            return new Inbound.Unknown(MALFORMED);
        }
        if (message.has("group_id")) {
            return new Inbound.Unknown("group-message");
        }
        if ("reaction".equals(type)) {
            var reaction = message.path("reaction");
            return text(reaction, "message_id")
                    .<Inbound>map(about -> new Inbound.Reaction(
                            about,
                            phoneNumberId,
                            from.get(),
                            text(reaction, "emoji").orElse(null),
                            at.get()))
                    .orElseGet(() -> new Inbound.Unknown(MALFORMED));
        }
        boolean corrected = "edit".equals(type);
        var original = message.path("edit");
        var content = content(corrected ? original.path("message") : message);
        if (content == null) {
            return new Inbound.Unknown("message " + type);
        }
        var about = corrected ? text(original, "original_message_id") : text(message.path("context"), "id");
        return new Inbound.Message(
                id.get(),
                phoneNumberId,
                new Party(from.get(), name(value, from.get())),
                corrected ? "(Corrected) " + content.text() : content.text(),
                content.files(),
                about.stream().toList(),
                at.get());
    }

    /** What a person would read. */
    private record Content(String text, List<Inbound.File> files) {
        Content(String text) {
            this(text, List.of());
        }
    }

    /** Nothing when nobody wrote anything: WhatsApp itself tells something, or the customer did what cannot be shown. */
    private @Nullable Content content(JsonNode message) {
        var type = message.path("type").asText();
        var body = message.path(type);
        return switch (type) {
            case "text" -> new Content(body.path("body").asText());
            case "image", "video", "audio", "document", "sticker" -> file(type, body);
            case "location" -> new Content(location(body));
            case "contacts" ->
                new Content(elements(body).map(WhatsAppParser::contact).collect(Collectors.joining("\n")));
            case "button" ->
                new Content(body.path("text").asText(body.path("payload").asText()));
            case "interactive" -> interactive(body);
            case "order" -> new Content(order(body));
            case "unsupported" -> unreadable(body.path("type").asText(""));
            default -> null;
        };
    }

    private static Content file(String type, JsonNode body) {
        var caption = body.path("caption").asText("");
        return text(body, "id")
                .map(id -> new Content(
                        caption,
                        List.of(new Inbound.File(
                                text(body, "filename").orElse(null),
                                text(body, "mime_type").orElse("application/octet-stream"),
                                id))))
                .orElseGet(() -> unreadable(type));
    }

    private static Content unreadable(String type) {
        return new Content("(A message that WhatsApp does not hand out" + (type.isBlank() ? "" : ": " + type) + ")");
    }

    private static String location(JsonNode body) {
        var place =
                body.path("latitude").asText() + ", " + body.path("longitude").asText();
        return Stream.of(lines(body, "name", "address"), place, lines(body, "url"))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String contact(JsonNode contact) {
        var name = text(contact.path("name"), "formatted_name").stream();
        var phones = elements(contact.path("phones")).flatMap(it -> text(it, "phone").stream());
        var mails = elements(contact.path("emails")).flatMap(it -> text(it, "email").stream());
        return Stream.concat(name, Stream.concat(phones, mails)).collect(Collectors.joining(", "));
    }

    private @Nullable Content interactive(JsonNode body) {
        return switch (body.path("type").asText()) {
            case "button_reply" ->
                new Content(body.path("button_reply").path("title").asText());
            case "list_reply" -> new Content(lines(body.path("list_reply"), "title", "description"));
            case "nfm_reply" -> new Content(form(body.path("nfm_reply")));
            case "call_permission_reply" -> null;
            default -> unreadable("interactive");
        };
    }

    /** A filled form comes as JSON in a string. */
    private String form(JsonNode reply) {
        try {
            var answers = json.readTree(reply.path("response_json").asText("{}"));
            return answers.properties().stream()
                    .filter(it -> !"flow_token".equals(it.getKey()))
                    .map(it -> it.getKey() + ": "
                            + (it.getValue().isValueNode() ? it.getValue().asText() : it.getValue()))
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException noJson) {
            return reply.path("body").asText();
        }
    }

    private static String order(JsonNode body) {
        var items = elements(body.path("product_items"))
                .map(item -> item.path("quantity").asText() + " × "
                        + item.path("product_retailer_id").asText() + ", "
                        + item.path("item_price").asText() + " "
                        + item.path("currency").asText());
        return Stream.concat(text(body, "text").stream(), items).collect(Collectors.joining("\n"));
    }

    private static Inbound status(JsonNode told) {
        var id = text(told, "id");
        var at = at(told);
        if (id.isEmpty() || at.isEmpty()) {
            return new Inbound.Unknown(MALFORMED);
        }
        var word = told.path("status").asText();
        var status = WhatsAppWords.status(word);
        if (status.isEmpty()) {
            return new Inbound.Unknown("status " + word);
        }
        var ours = text(told, "biz_opaque_callback_data").flatMap(Ours::parse);
        var report = new Inbound.Status(id.get(), status.get(), failure(status.get(), told), at.get());
        return ours.isPresent() ? new Inbound.Report(report, ours.get()) : new Inbound.Unknown("status-of-another");
    }

    private static @Nullable DeliveryFailure failure(DeliveryStatus status, JsonNode told) {
        return status == DeliveryStatus.FAILED
                ? WhatsAppWords.failure(told.path("errors").path(0).path("code").asInt(-1))
                : null;
    }

    private static @Nullable String name(JsonNode value, String from) {
        return elements(value.path("contacts"))
                .filter(it -> from.equals(it.path("wa_id").asText())
                        || from.equals(it.path("user_id").asText()))
                .flatMap(it -> text(it.path("profile"), "name").stream())
                .findFirst()
                .orElse(null);
    }

    /** Seconds, as a string; nothing beyond the year 9999. */
    private static Optional<Instant> at(JsonNode of) {
        long seconds = of.path("timestamp").asLong(-1);
        return seconds < 0 || seconds > 253_402_300_799L
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private static String lines(JsonNode in, String... fields) {
        return Stream.of(fields).flatMap(it -> text(in, it).stream()).collect(Collectors.joining("\n"));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? list.valueStream() : Stream.empty();
    }
}
