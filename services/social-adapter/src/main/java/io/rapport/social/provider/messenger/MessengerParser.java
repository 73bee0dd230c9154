package io.rapport.social.provider.messenger;

import static io.rapport.social.meta.Envelope.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Messenger or Instagram tells about one page or profile. One thing that is not as it should be is counted and spoils
 * nothing else in the call.
 *
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/reference/webhook-events">Webhook events</a>
 */
final class MessengerParser {
    private static final String MALFORMED = "malformed";
    private static final String OCTETS = "application/octet-stream";
    private static final Set<String> FILES = Set.of("image", "video", "audio", "file");
    /** What says who and when stands in every event; the rest is its kind. */
    private static final Set<String> FRAME = Set.of("sender", "recipient", "timestamp");

    private final String page;
    private final Network network;

    MessengerParser(String page, Network network) {
        this.page = page;
        this.network = network;
    }

    boolean concerns(JsonNode envelope) {
        return elements(envelope.path("entry")).anyMatch(this::ours);
    }

    List<Inbound> parse(JsonNode envelope) {
        var told = new ArrayList<Inbound>();
        elements(envelope.path("entry")).forEach(entry -> {
            if (!ours(entry)) {
                told.add(new Inbound.Unknown("other-page"));
                return;
            }
            elements(entry.path("messaging")).map(this::event).forEach(told::add);
            // another app has the conversation: it answers
            elements(entry.path("standby")).forEach(it -> told.add(new Inbound.Unknown("standby")));
            elements(entry.path("changes"))
                    .forEach(it -> told.add(new Inbound.Unknown(it.path("field").asText("no-field"))));
        });
        return told.isEmpty() ? List.of(new Inbound.Unknown("empty")) : told;
    }

    private boolean ours(JsonNode entry) {
        return entry.path("id").asText().equals(page);
    }

    private Inbound event(JsonNode event) {
        var sender = text(event.path("sender"), "id");
        var at = millis(event.path("timestamp"));
        if (sender.isEmpty() || at.isEmpty()) {
            return new Inbound.Unknown(MALFORMED);
        }
        if (event.has("message")) {
            var message = event.path("message");
            return message.path("is_echo").asBoolean()
                    ? echo(message, event, at.get())
                    : message(message, sender.get(), at.get());
        }
        if (event.has("postback")) {
            var postback = event.path("postback");
            var said = text(postback, "title").or(() -> text(postback, "payload"));
            return said.isEmpty()
                    ? new Inbound.Unknown(MALFORMED)
                    : new Inbound.Message(
                            // older versions of the API give a press no id
                            text(postback, "mid").orElse("postback-" + sender.get() + "-" + at.get()),
                            page,
                            new Party(sender.get(), null),
                            said.get(),
                            List.of(),
                            at.get());
        }
        if (event.has("reaction")) {
            return reaction(event.path("reaction"), sender.get(), at.get());
        }
        if (event.has("delivery")) {
            return reached(DeliveryStatus.DELIVERED, event.path("delivery"), sender.get(), at.get());
        }
        if (event.has("read")) {
            return reached(DeliveryStatus.READ, event.path("read"), sender.get(), at.get());
        }
        return new Inbound.Unknown(event.properties().stream()
                .map(it -> it.getKey())
                .filter(it -> !FRAME.contains(it))
                .findFirst()
                .orElse("empty"));
    }

    private Inbound message(JsonNode message, String sender, Instant at) {
        if (message.path("is_deleted").asBoolean()) {
            return new Inbound.Unknown("message deleted");
        }
        var mid = text(message, "mid");
        if (mid.isEmpty()) {
            return new Inbound.Unknown(MALFORMED);
        }
        var files = new ArrayList<Inbound.File>();
        var lines = new ArrayList<String>();
        text(message, "text").ifPresent(lines::add);
        elements(message.path("attachments")).forEach(attachment -> {
            var type = attachment.path("type").asText();
            var payload = attachment.path("payload");
            var url = text(payload, "url").filter(it -> it.matches("https?://\\S+"));
            if (url.isPresent() && FILES.contains(type)) {
                files.add(new Inbound.File(null, OCTETS, url.get()));
            } else {
                lines.add(shown(type, attachment, url));
            }
        });
        if (lines.isEmpty() && files.isEmpty()) {
            lines.add("(A message that Meta does not hand out)");
        }
        return new Inbound.Message(
                mid.get(),
                page,
                new Party(sender, null),
                String.join("\n", lines),
                files,
                text(message.path("reply_to"), "mid").stream().toList(),
                at);
    }

    /** A place, a shared post, a mention in a story: what a person would read of it. */
    private static String shown(String type, JsonNode attachment, Optional<String> url) {
        var payload = attachment.path("payload");
        var place = payload.path("coordinates");
        var where = place.has("lat")
                ? Optional.of(
                        place.path("lat").asText() + ", " + place.path("long").asText())
                : Optional.<String>empty();
        var title = text(payload, "title").or(() -> text(attachment, "title"));
        var link = url.or(() -> text(attachment, "url"));
        return Stream.concat(
                        Stream.of("(" + type + ")"),
                        Stream.of(title, where, link).flatMap(Optional::stream))
                .collect(Collectors.joining(" "));
    }

    /** Our own sending comes back too; what has not our mark was written in Meta's own inbox or by another app. */
    private Inbound echo(JsonNode message, JsonNode event, Instant at) {
        var mid = text(message, "mid");
        var to = text(event.path("recipient"), "id");
        if (mid.isEmpty() || to.isEmpty()) {
            return new Inbound.Unknown(MALFORMED);
        }
        // Instagram gives no mark back, so our own echo cannot be told from another's
        if (network == Network.INSTAGRAM
                || text(message, "metadata").flatMap(Ours::parse).isPresent()) {
            return new Inbound.Unknown("echo");
        }
        return new Inbound.SentElsewhere(
                mid.get(),
                page,
                new Party(to.get(), null),
                text(message, "text").orElse("(a file)"),
                at);
    }

    private Inbound reaction(JsonNode reaction, String sender, Instant at) {
        var taken = "unreact".equals(reaction.path("action").asText());
        return text(reaction, "mid")
                .<Inbound>map(mid -> new Inbound.Reaction(mid, page, sender, taken ? null : emoji(reaction), at))
                .orElseGet(() -> new Inbound.Unknown(MALFORMED));
    }

    private static @Nullable String emoji(JsonNode reaction) {
        return text(reaction, "emoji").or(() -> text(reaction, "reaction")).orElse(null);
    }

    /** Instagram names one message, Messenger a time up to which all have got there. */
    private Inbound reached(DeliveryStatus status, JsonNode how, String party, Instant at) {
        var named = Stream.concat(
                        text(how, "mid").stream(), elements(how.path("mids")).map(JsonNode::asText))
                .toList();
        var upTo = millis(how.path("watermark"));
        return upTo.isEmpty() && named.isEmpty()
                ? new Inbound.Unknown(MALFORMED)
                : new Inbound.Reached(page, party, status, named, upTo.orElse(null), at);
    }

    /** Milliseconds; nothing beyond the year 9999. */
    private static Optional<Instant> millis(JsonNode time) {
        long millis = time.asLong(-1);
        return millis < 0 || millis > 253_402_300_799_000L
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? list.valueStream() : Stream.empty();
    }
}
