package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Mastodon notifies an account of.
 *
 * @see <a href="https://docs.joinmastodon.org/entities/Notification/">Notification</a>
 * @see <a href="https://docs.joinmastodon.org/entities/Status/">Status</a>
 */
final class MastodonParser {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,64}");
    private static final Pattern ACCOUNT =
            Pattern.compile("[\\p{L}\\p{N}_.-]{1,255}(@[\\p{L}\\p{N}.-]{1,255}(:[0-9]{1,5})?)?");
    /** Only followers, or only who is mentioned. */
    private static final Set<String> NOT_PUBLIC = Set.of("private", "direct");

    private final String ours;
    private final String server;

    /** @param server of accounts that are written without one */
    MastodonParser(String ours, String server) {
        this.ours = ours;
        this.server = server;
    }

    /** Where a post belongs. */
    record Root(boolean isPublic, String status) {
        private static final String PUBLIC = "public-";
        private static final String DIRECT = "direct-";

        /** Reads what {@link #toString} wrote; empty when somebody else wrote it. */
        static Optional<Root> read(@Nullable String text) {
            if (text == null || !(text.startsWith(PUBLIC) || text.startsWith(DIRECT))) {
                return Optional.empty();
            }
            return Optional.of(text.substring(PUBLIC.length()))
                    .filter(id -> ID.matcher(id).matches())
                    .map(id -> new Root(text.startsWith(PUBLIC), id));
        }

        @Override
        public String toString() {
            return (isPublic ? PUBLIC : DIRECT) + status;
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether somebody wrote to us. */
    boolean isMessage(JsonNode notification) {
        return "mention".equals(notification.path("type").asText())
                && !notification.path("account").path("bot").asBoolean();
    }

    /** The post it answers. */
    Optional<String> answered(JsonNode notification) {
        return id(notification.path("status"), "in_reply_to_id");
    }

    /** @param root the first post of the thread, when this is not the first */
    Inbound parse(JsonNode notification, Optional<String> root) {
        if (!isMessage(notification)) {
            var type = notification.path("type").asText("");
            return new Inbound.Unknown(type.isEmpty() ? "empty" : "mention".equals(type) ? "bot" : type);
        }
        var status = notification.path("status");
        var id = id(status, "id").orElseThrow(() -> new Malformed("The notification has no status with an id."));
        var files = files(status);
        var text = text(status);
        if (text.isEmpty() && files.isEmpty()) {
            return new Inbound.Unknown("mention empty");
        }
        var account = notification.path("account");
        var name = account.path("display_name").asText("");
        return new Inbound.Message(
                id,
                ours,
                new Party(
                        address(account).orElseThrow(() -> new Malformed("The notification does not say who wrote.")),
                        name.isBlank() ? null : name),
                text,
                files,
                answered(notification).stream().toList(),
                at(status),
                new Root(!NOT_PUBLIC.contains(status.path("visibility").asText("direct")), root.orElse(id)).toString());
    }

    /** An account as {@code name@server}, also one of our own server. */
    Optional<String> address(JsonNode account) {
        var name = account.path("acct").asText("").toLowerCase(Locale.ROOT);
        return ACCOUNT.matcher(name).matches()
                ? Optional.of(name.contains("@") ? name : name + "@" + server)
                : Optional.empty();
    }

    private static Optional<String> id(JsonNode in, String field) {
        return Optional.of(in.path(field).asText("")).filter(MastodonParser::isId);
    }

    /** What a reader sees, behind the warning if there is one; not our own name in front, by which every post is addressed to us. */
    private String text(JsonNode status) {
        var body = Jsoup.parseBodyFragment(status.path("content").asText("")).body();
        body.select("p, li, blockquote, pre").forEach(it -> it.after(new TextNode("\n\n")));
        var whole = body.wholeText().strip();
        var address = linksToUs(status, body)
                .map(link -> link.wholeText().strip())
                .filter(name -> !name.isEmpty() && whole.startsWith(name))
                .findFirst()
                .orElse("");
        var words = whole.substring(address.length()).strip();
        return Stream.of(status.path("spoiler_text").asText(""), words.isEmpty() ? whole : words)
                .map(it -> it.replaceAll("\n{3,}", "\n\n").strip())
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private Stream<Element> linksToUs(JsonNode status, Element body) {
        return StreamSupport.stream(status.path("mentions").spliterator(), false)
                .filter(mention -> address(mention).equals(Optional.of(ours)))
                .flatMap(mention -> body.select("a.mention").stream()
                        .filter(link ->
                                link.attr("href").equals(mention.path("url").asText())));
    }

    private static List<Inbound.File> files(JsonNode status) {
        var files = new ArrayList<Inbound.File>();
        for (var attachment : status.path("media_attachments")) {
            var url = attachment.path("url").asText("");
            if (!url.isEmpty()) {
                // only its address and its bytes say what it is
                files.add(new Inbound.File(null, "application/octet-stream", url));
            }
        }
        return files;
    }

    private static @Nullable Instant at(JsonNode status) {
        try {
            return OffsetDateTime.parse(status.path("created_at").asText("")).toInstant();
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }
}
