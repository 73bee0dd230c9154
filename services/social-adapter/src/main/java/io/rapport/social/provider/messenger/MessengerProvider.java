package io.rapport.social.provider.messenger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import io.rapport.platform.channel.provider.NameSource;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.OutgoingFiles.Loaded;
import io.rapport.social.meta.Envelope;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.meta.MetaApp;
import io.rapport.social.meta.MetaProvider;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One page on Messenger or one profile on Instagram. */
final class MessengerProvider implements MetaProvider, NameSource {
    private final MessengerConfig.Account account;
    private final MetaApp app;
    private final OutgoingFiles outgoing;
    private final GraphApi api;
    private final ObjectMapper json;
    private final MessengerParser parser;
    private final MessengerNames names;

    MessengerProvider(MessengerConfig.Account account, OutgoingFiles outgoing, GraphApi api, ObjectMapper json) {
        this.account = account;
        this.outgoing = outgoing;
        this.app = new MetaApp(account.appSecret(), account.verifyToken());
        this.api = api;
        this.json = json;
        this.parser = new MessengerParser(account.pageId(), account.network());
        this.names = new MessengerNames(account, api, Ticker.systemTicker());
    }

    @Override
    public MetaApp app() {
        return app;
    }

    @Override
    public Optional<String> network() {
        return Optional.of(
                switch (account.network()) {
                    case MESSENGER -> "Messenger";
                    case INSTAGRAM -> "Instagram";
                });
    }

    @Override
    public boolean concerns(byte[] rawBody) {
        return parser.concerns(Envelope.read(json, rawBody));
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        return parser.parse(Envelope.read(json, rawBody));
    }

    @Override
    public Uni<Optional<String>> name(String address) {
        return names.of(address);
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        return send(tenant, message, json.createObjectNode().put("messaging_type", "RESPONSE"));
    }

    /** After the window only a person may write, for a while: that is what the tag promises Meta. */
    @Override
    public Uni<DeliveryOutcome> sendLate(TenantId tenant, SendMessage message) {
        return send(
                tenant,
                message,
                json.createObjectNode().put("messaging_type", "MESSAGE_TAG").put("tag", "HUMAN_AGENT"));
    }

    /** A file is a message of its own. */
    @Override
    public boolean carries(String text, List<Attachment> files) {
        return files.size() == 1 && text.isEmpty();
    }

    private Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message, ObjectNode body) {
        return outgoing.with(
                tenant,
                message.attachments(),
                files -> Uni.createFrom()
                        .completionStage(() -> files.isEmpty()
                                ? post(message, body, json.createObjectNode().put("text", message.text()))
                                : sendFile(message, body, files.getFirst()))
                        .map(MessengerWords::outcome)
                        .onFailure()
                        .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Meta", failure)));
    }

    /** Uploads the file, then sends it by the id it got. */
    private CompletableFuture<GraphApi.Answer> sendFile(SendMessage message, ObjectNode body, Loaded file) {
        var kind = kind(file.file().mediaType());
        var form = new LinkedHashMap<String, String>();
        form.put(
                "message",
                attachment(kind, payload -> payload.put("is_reusable", true)).toString());
        if (account.network() == Network.INSTAGRAM) {
            form.put("platform", "instagram");
        }
        return api.post(uri("message_attachments"), account.accessToken(), form, upload(file))
                .thenCompose(answer -> {
                    var id = answer.body().path("attachment_id").asText("");
                    return answer.status() == 200 && !id.isEmpty()
                            ? post(message, body, attachment(kind, payload -> payload.put("attachment_id", id)))
                            : CompletableFuture.completedFuture(answer);
                });
    }

    private ObjectNode attachment(String kind, Consumer<ObjectNode> payload) {
        var message = json.createObjectNode();
        var attachment = message.putObject("attachment").put("type", kind);
        payload.accept(attachment.putObject("payload"));
        return message;
    }

    /** Instagram takes no names with other letters than ASCII's. */
    private Upload upload(Loaded file) {
        var upload = Upload.of("filedata", file);
        return account.network() == Network.MESSENGER
                ? upload
                : new Upload(
                        upload.field(), upload.name().replaceAll("[^ -~]", "_"), upload.mediaType(), upload.content());
    }

    private static String kind(String mediaType) {
        return switch (mediaType) {
            case "image/jpeg", "image/png", "image/gif" -> "image";
            default -> {
                var kind = mediaType.replaceFirst("/.*", "");
                yield kind.equals("audio") || kind.equals("video") ? kind : "file";
            }
        };
    }

    private URI uri(String path) {
        return URI.create(account.apiBaseUrl() + "/" + account.pageId() + "/" + path);
    }

    private CompletableFuture<GraphApi.Answer> post(SendMessage message, ObjectNode body, ObjectNode said) {
        body.putObject("recipient").put("id", message.to().address());
        body.set("message", said);
        if (account.network() == Network.MESSENGER) {
            // comes back with the echo, by which our own messages are known
            said.put("metadata", Ours.of(message).toString());
        }
        return api.post(uri("messages"), account.accessToken(), body);
    }

    @Override
    public boolean reportsByItsOwnIds() {
        return true;
    }

    /** A file's address carries its own permission. */
    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        return Uni.createFrom().completionStage(() -> api.download(URI.create(file.providerRef()), null, maxBytes));
    }
}
