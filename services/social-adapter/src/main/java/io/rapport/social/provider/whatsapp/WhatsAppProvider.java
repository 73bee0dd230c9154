package io.rapport.social.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Download;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.OutgoingFiles.Loaded;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.social.meta.Envelope;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.meta.MetaApp;
import io.rapport.social.meta.MetaProvider;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** One number on WhatsApp. */
final class WhatsAppProvider implements MetaProvider {
    private static final Pattern PHONE_NUMBER = Pattern.compile("[0-9]+");
    /** A parameter of a template takes no line breaks, tabs or runs of spaces. */
    private static final Pattern GAP = Pattern.compile("\\s+");

    private static final int MOST_CAPTION = 1024;

    private final WhatsAppConfig.Account account;
    private final MetaApp app;
    private final OutgoingFiles outgoing;
    private final GraphApi api;
    private final ObjectMapper json;
    private final WhatsAppParser parser;

    WhatsAppProvider(WhatsAppConfig.Account account, OutgoingFiles outgoing, GraphApi api, ObjectMapper json) {
        this.account = account;
        this.outgoing = outgoing;
        this.app = new MetaApp(account.appSecret(), account.verifyToken());
        this.api = api;
        this.json = json;
        this.parser = new WhatsAppParser(account.phoneNumberId(), json);
    }

    @Override
    public MetaApp app() {
        return app;
    }

    @Override
    public Optional<String> network() {
        return Optional.of("WhatsApp");
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
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        return outgoing.with(tenant, message.attachments(), files -> {
            if (!files.isEmpty()) {
                return outcome(() -> sendFile(message, files.getFirst()));
            }
            var body = to(message).put("type", "text");
            body.putObject("text").put("body", message.text()).put("preview_url", false);
            return outcome(() -> post(body));
        });
    }

    /** A caption stands under one file, unless it is a sound. */
    @Override
    public boolean carries(String text, List<Attachment> files) {
        return files.size() == 1
                && (text.isEmpty()
                        || (text.length() <= MOST_CAPTION
                                && Kind.of(files.getFirst().mediaType()) != Kind.AUDIO));
    }

    /** What a file is to WhatsApp. */
    private enum Kind {
        IMAGE,
        AUDIO,
        VIDEO,
        DOCUMENT;

        static Kind of(String mediaType) {
            return switch (mediaType.replaceFirst("/.*", "")) {
                case "image" -> IMAGE;
                case "audio" -> AUDIO;
                case "video" -> VIDEO;
                default -> DOCUMENT;
            };
        }
    }

    /** Uploads the file, then sends it by the id it got. */
    private CompletableFuture<GraphApi.Answer> sendFile(SendMessage message, Loaded file) {
        return api.post(
                        uri(account.phoneNumberId() + "/media"),
                        account.accessToken(),
                        Map.of("messaging_product", "whatsapp"),
                        Upload.of("file", file))
                .thenCompose(answer -> {
                    var id = answer.body().path("id").asText("");
                    return answer.status() == 200 && !id.isEmpty()
                            ? post(withFile(message, file.file(), id))
                            : CompletableFuture.completedFuture(answer);
                });
    }

    private ObjectNode withFile(SendMessage message, Attachment file, String id) {
        var kind = Kind.of(file.mediaType());
        var word = kind.name().toLowerCase(Locale.ROOT);
        var body = to(message).put("type", word);
        var media = body.putObject(word).put("id", id);
        if (!message.text().isEmpty()) {
            media.put("caption", message.text());
        }
        if (kind == Kind.DOCUMENT && file.name() != null) {
            media.put("filename", file.name());
        }
        return body;
    }

    @Override
    public Uni<DeliveryOutcome> sendLate(TenantId tenant, SendMessage message) {
        var body = to(message).put("type", "template");
        var template = body.putObject("template").put("name", account.template().orElseThrow());
        template.putObject("language").put("code", account.templateLanguage());
        template.putArray("components")
                .addObject()
                .put("type", "body")
                .putArray("parameters")
                .addObject()
                .put("type", "text")
                .put("text", GAP.matcher(message.text().strip()).replaceAll(" "));
        return outcome(() -> post(body));
    }

    private ObjectNode to(SendMessage message) {
        var address = message.to().address();
        return json.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                // who hides the number has an id like US.1349 instead
                .put(PHONE_NUMBER.matcher(address).matches() ? "to" : "recipient", address)
                .put("biz_opaque_callback_data", Ours.of(message).toString());
    }

    private CompletableFuture<GraphApi.Answer> post(JsonNode body) {
        return api.post(uri(account.phoneNumberId() + "/messages"), account.accessToken(), body);
    }

    private static Uni<DeliveryOutcome> outcome(Supplier<CompletableFuture<GraphApi.Answer>> call) {
        return Uni.createFrom()
                .completionStage(call)
                .map(WhatsAppWords::outcome)
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("WhatsApp", failure));
    }

    /** A file has an id, behind which there is an address for five minutes. */
    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        return Uni.createFrom()
                .completionStage(() -> api.get(uri(file.providerRef()), account.accessToken())
                        .thenCompose(answer -> fetch(answer, maxBytes)))
                .onFailure(it -> !TransientFailure.is(it) && !(it instanceof IllegalArgumentException))
                .transform(failure -> new TransientFailure("WhatsApp gives no address for a file", failure));
    }

    private CompletableFuture<Fetched> fetch(GraphApi.Answer answer, long maxBytes) {
        var url = answer.body().path("url").asText("");
        if (answer.status() == 200 && !url.isEmpty()) {
            return answer.body().path("file_size").asLong() > maxBytes
                    ? CompletableFuture.completedFuture(Download.tooLarge(maxBytes))
                    : api.download(URI.create(url), account.accessToken(), maxBytes);
        }
        if (answer.status() == 400 || answer.status() == 404) {
            return CompletableFuture.completedFuture(new Fetched.Missing("WhatsApp does not have it any more."));
        }
        throw new TransientFailure("WhatsApp gives no address for a file: HTTP " + answer.status());
    }

    private URI uri(String path) {
        return URI.create(account.apiBaseUrl() + "/" + path);
    }
}
