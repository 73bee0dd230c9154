package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.platform.channel.provider.Download;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Telegram's Bot API, as far as we use it; also that of whoever stands in for it. */
final class TelegramApi {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    // HTTP/1.1: the client's offer to upgrade to HTTP/2 confuses simple stand-ins
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final ObjectMapper json;
    private final Duration timeout;

    TelegramApi(ObjectMapper json, Duration timeout) {
        this.json = json;
        this.timeout = timeout;
    }

    /** What the API answered; {@code body} is missing when it was no JSON. */
    record Answer(int status, JsonNode body) {}

    /** Sends text to a chat; fails when there is no answer. */
    Uni<Answer> sendMessage(URI bot, long chat, String text) {
        var body = json.createObjectNode().put("chat_id", chat).put("text", text);
        return Uni.createFrom().completionStage(() -> call(bot, "sendMessage", body));
    }

    /** Asks where a file is; fails when there is no answer. */
    CompletableFuture<Answer> getFile(URI bot, String id) {
        return call(bot, "getFile", json.createObjectNode().put("file_id", id));
    }

    CompletableFuture<Fetched> download(URI address, long maxBytes) {
        return Download.of(
                http, HttpRequest.newBuilder(address).timeout(timeout).build(), maxBytes);
    }

    private CompletableFuture<Answer> call(URI bot, String method, JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(bot + "/" + method))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(response -> new Answer(response.statusCode(), read(response.body())));
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }
}
