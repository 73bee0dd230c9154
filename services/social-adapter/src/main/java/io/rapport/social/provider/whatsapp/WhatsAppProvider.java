package io.rapport.social.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Download;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.social.meta.Envelope;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.meta.MetaApp;
import io.rapport.social.meta.MetaProvider;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** One number on WhatsApp. */
final class WhatsAppProvider implements MetaProvider {
    private static final Pattern PHONE_NUMBER = Pattern.compile("[0-9]+");
    /** A parameter of a template takes no line breaks, tabs or runs of spaces. */
    private static final Pattern GAP = Pattern.compile("\\s+");

    private final WhatsAppConfig.Account account;
    private final MetaApp app;
    private final GraphApi api;
    private final ObjectMapper json;
    private final WhatsAppParser parser;

    WhatsAppProvider(WhatsAppConfig.Account account, GraphApi api, ObjectMapper json) {
        this.account = account;
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
    public boolean concerns(byte[] rawBody) {
        return parser.concerns(Envelope.read(json, rawBody));
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        return parser.parse(Envelope.read(json, rawBody));
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        var body = to(message).put("type", "text");
        body.putObject("text").put("body", message.text()).put("preview_url", false);
        return post(body);
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
        return post(body);
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

    private Uni<DeliveryOutcome> post(JsonNode body) {
        return api.post(uri(account.phoneNumberId() + "/messages"), account.accessToken(), body)
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
