package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Download;
import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.OutgoingFiles.Loaded;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** One bot on Telegram. */
final class TelegramProvider implements WebhookProvider, FileSource {
    private static final Pattern BOT_TOKEN = Pattern.compile("(?<bot>[0-9]+):[A-Za-z0-9_-]+");

    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png", "image/webp");
    private static final long MOST_PHOTO = 10 * 1000 * 1000;
    private static final int MOST_CAPTION = 1024;

    private final String bot;
    private final byte[] secretToken;
    private final URI api;
    private final String files;
    private final OutgoingFiles outgoing;
    private final JsonHttp http;
    private final TelegramParser parser;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile Instant quietUntil = Instant.MIN;

    /** @throws IllegalArgumentException when the token has no bot id */
    TelegramProvider(
            String botToken,
            String secretToken,
            String apiBaseUrl,
            boolean groups,
            OutgoingFiles outgoing,
            JsonHttp http,
            ObjectMapper json,
            Clock clock) {
        var token = BOT_TOKEN.matcher(botToken);
        if (!token.matches()) {
            throw new IllegalArgumentException("A bot-token looks like <digits>:<letters>, as BotFather gives it");
        }
        this.bot = token.group("bot");
        this.secretToken = secretToken.getBytes(StandardCharsets.UTF_8);
        this.api = URI.create(apiBaseUrl + "/bot" + botToken);
        this.files = apiBaseUrl + "/file/bot" + botToken;
        this.outgoing = outgoing;
        this.http = http;
        this.json = json;
        this.parser = new TelegramParser(bot, groups, json);
        this.clock = clock;
    }

    /** The bot's own id, which stays when its token is renewed. */
    String bot() {
        return bot;
    }

    @Override
    public Optional<String> network() {
        return Optional.of("Telegram");
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
        return outgoing.with(tenant, message.attachments(), files -> send(Long.toString(chat), message.text(), files));
    }

    /** A caption stands under one file. */
    @Override
    public boolean carries(String text, List<Attachment> files) {
        return files.size() == 1 && text.length() <= MOST_CAPTION;
    }

    private Uni<DeliveryOutcome> send(String chat, String text, List<Loaded> files) {
        return Uni.createFrom()
                .completionStage(() -> files.isEmpty()
                        ? call(
                                "sendMessage",
                                json.createObjectNode().put("chat_id", chat).put("text", text))
                        : sendFile(chat, text, files.getFirst()))
                .invoke(answer -> TelegramWords.pause(answer)
                        .ifPresent(pause -> quietUntil = clock.instant().plus(pause)))
                .map(TelegramWords::outcome)
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Telegram", failure));
    }

    /** What Telegram does not take as a photo, because of its shape for one, it takes as a document. */
    private CompletableFuture<JsonHttp.Answer> sendFile(String chat, String caption, Loaded file) {
        if (!PHOTOS.contains(file.file().mediaType()) || file.file().size() > MOST_PHOTO) {
            return upload("sendDocument", "document", chat, caption, file);
        }
        return upload("sendPhoto", "photo", chat, caption, file)
                .thenCompose(answer -> TelegramWords.isNoPhoto(answer)
                        ? upload("sendDocument", "document", chat, caption, file)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<JsonHttp.Answer> upload(
            String method, String field, String chat, String caption, Loaded file) {
        return http.post(
                http.to(URI.create(api + "/" + method)),
                caption.isEmpty() ? Map.of("chat_id", chat) : Map.of("chat_id", chat, "caption", caption),
                Upload.of(field, file));
    }

    private CompletableFuture<JsonHttp.Answer> call(String method, JsonNode body) {
        return http.post(http.to(URI.create(api + "/" + method)), body);
    }

    /** Telegram signs nothing: a secret that only it and we know stands in a header. */
    @Override
    public boolean verify(WebhookCall call) {
        var given = call.headers().get("x-telegram-bot-api-secret-token");
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secretToken);
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        return List.of(parser.parse(rawBody));
    }

    /** A file has an id, behind which there is an address for an hour; Telegram gives bots no file of more than 20 MB. */
    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        return Uni.createFrom()
                .completionStage(() -> call("getFile", json.createObjectNode().put("file_id", file.providerRef()))
                        .thenCompose(answer -> fetch(answer, maxBytes)))
                .onFailure(it -> !TransientFailure.is(it) && !(it instanceof IllegalArgumentException))
                .transform(failure -> new TransientFailure("Telegram gives no address for a file", failure));
    }

    private CompletableFuture<Fetched> fetch(JsonHttp.Answer answer, long maxBytes) {
        var found = answer.body().path("result");
        var path = found.path("file_path").asText("");
        if (answer.status() == 200 && !path.isEmpty()) {
            return found.path("file_size").asLong() > maxBytes
                    ? CompletableFuture.completedFuture(Download.tooLarge(maxBytes))
                    : http.download(http.to(URI.create(files + "/" + path)), maxBytes);
        }
        if (answer.status() == 400) {
            return CompletableFuture.completedFuture(new Fetched.Missing("Telegram does not hand it out."));
        }
        throw new TransientFailure("Telegram gives no address for a file: HTTP " + answer.status());
    }
}
