package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Message.Attachment;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What is said in the API.
 *
 * @see <a href="https://docs.joinmastodon.org/entities/">Entities</a>
 */
@Singleton
class Entities {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final Instant BEGINNING = Instant.parse("2024-01-01T00:00:00Z");
    private static final String COMPANY = "109000000000000001";

    private final String url;
    private final CompanyAccount company;
    private final People people;
    private final Statuses statuses;
    private final ObjectMapper json;

    Entities(SandboxConfig config, CompanyAccount company, People people, Statuses statuses, ObjectMapper json) {
        this.url = config.url();
        this.company = company;
        this.people = people;
        this.statuses = statuses;
        this.json = json;
    }

    static String id(Person customer) {
        return "110" + customer.whatsApp();
    }

    ObjectNode company() {
        return account(COMPANY, company.username(), company.username(), company.server(), company.displayName());
    }

    ObjectNode account(Person customer) {
        var account = customer.mastodon();
        int at = account.indexOf('@');
        return account(id(customer), account, account.substring(0, at), account.substring(at + 1), customer.name());
    }

    private ObjectNode account(String id, String acct, String username, String server, String name) {
        var account = json.createObjectNode()
                .put("id", id)
                .put("username", username)
                .put("acct", acct)
                .put("display_name", name)
                .put("locked", false)
                .put("bot", false)
                .put("discoverable", true)
                .put("indexable", false)
                .put("group", false)
                .put("created_at", MILLISECONDS.format(BEGINNING))
                .put("note", "")
                .put("url", page(server, username))
                .put("uri", "https://" + server + "/users/" + username);
        for (var picture : new String[] {"avatar", "avatar_static", "header", "header_static"}) {
            account.put(
                    picture, "https://" + server + "/" + picture.replaceFirst("_.*", "") + "s/original/missing.png");
        }
        account.put("followers_count", 0)
                .put("following_count", 0)
                .put("statuses_count", 0)
                .putNull("last_status_at");
        account.putArray("emojis");
        account.putArray("fields");
        return account;
    }

    private static String page(String server, String username) {
        return "https://" + server + "/@" + username;
    }

    /** The company's own account, with what only the company sees. */
    ObjectNode credentials() {
        var account = company();
        account.putObject("source")
                .put("privacy", "public")
                .put("sensitive", false)
                .put("language", "en")
                .put("note", "")
                .put("follow_requests_count", 0)
                .putArray("fields");
        return account;
    }

    ObjectNode status(Status status) {
        var author = author(status);
        var page = author.path("url").asText() + "/" + status.id();
        var answered = Optional.ofNullable(status.answers()).flatMap(statuses::find);
        var said = json.createObjectNode()
                .put("id", status.id())
                .put("created_at", MILLISECONDS.format(status.at()))
                .put("in_reply_to_id", status.answers())
                .put(
                        "in_reply_to_account_id",
                        answered.map(it -> author(it).path("id").asText()).orElse(null))
                .put("sensitive", !status.warning().isEmpty())
                .put("spoiler_text", status.warning())
                .put("visibility", status.visibility().word())
                .put("language", status.language())
                .put("uri", author.path("uri").asText() + "/statuses/" + status.id())
                .put("url", page)
                .put("replies_count", statuses.numberOfAnswers(status))
                .put("reblogs_count", 0)
                .put("favourites_count", 0)
                .putNull("edited_at")
                .put("favourited", false)
                .put("reblogged", false)
                .put("muted", false)
                .put("bookmarked", false)
                .put("content", Text.html(status.text(), this::link))
                .putNull("reblog");
        said.set("account", author);
        var files = said.putArray("media_attachments");
        status.files().forEach(file -> files.add(file(file)));
        var mentions = said.putArray("mentions");
        status.mentions().stream()
                .flatMap(it -> people.with(it).stream())
                .map(this::account)
                .forEach(it -> mentions.add(it.retain("id", "username", "url", "acct")));
        if (status.customer() != null) {
            mentions.add(company().retain("id", "username", "url", "acct"));
        }
        said.putArray("tags");
        said.putArray("emojis");
        said.putArray("filtered");
        return said.putNull("card").putNull("poll");
    }

    private ObjectNode author(Status status) {
        return Optional.ofNullable(status.customer())
                .flatMap(people::with)
                .map(this::account)
                .orElseGet(this::company);
    }

    private String link(Mention mention) {
        if (!company.is(mention) && people.withMastodon(mention.account()).isEmpty()) {
            return Text.escaped("@" + mention.account().replaceFirst("@$", ""));
        }
        var server = mention.server().isEmpty() ? company.server() : mention.server();
        return "<span class=\"h-card\" translate=\"no\"><a href=\"%s\" class=\"u-url mention\">@<span>%s</span></a></span>"
                .formatted(Text.escaped(page(server, mention.name())), Text.escaped(mention.name()));
    }

    ObjectNode file(Attachment file) {
        var address = url + "/api/files/" + file.id();
        return json.createObjectNode()
                .put("id", file.id())
                .put("type", Medium.of(file.type()).map(Medium::word).orElse("unknown"))
                .put("url", address)
                .put("preview_url", address)
                .putNull("remote_url")
                .putNull("preview_remote_url")
                .putNull("text_url")
                .putNull("description")
                .putNull("blurhash")
                .set("meta", json.createObjectNode());
    }

    /** That a customer has written. */
    ObjectNode notification(Status status) {
        var notification = json.createObjectNode()
                .put("id", status.notification())
                .put("type", "mention")
                .put("created_at", MILLISECONDS.format(status.at()));
        notification.set("account", author(status));
        notification.set("status", status(status));
        return notification;
    }
}
