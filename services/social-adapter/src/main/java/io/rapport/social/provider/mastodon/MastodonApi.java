package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import io.rapport.platform.messaging.TransientFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A Mastodon server's API, as far as we use it, for one account there; calls fail when there is no answer.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/">Methods</a>
 */
final class MastodonApi {
    private final String baseUrl;
    private final String accessToken;
    private final JsonHttp http;

    MastodonApi(String baseUrl, String accessToken, ObjectMapper json, Duration timeout) {
        this.baseUrl = baseUrl;
        this.accessToken = accessToken;
        this.http = new JsonHttp(json, timeout);
    }

    CompletableFuture<JsonHttp.Answer> get(String path) {
        return http.get(to(path));
    }

    /** Uploads a file for a post to come; it may still be worked on then. */
    CompletableFuture<JsonHttp.Answer> upload(Upload file) {
        return http.post(to("/api/v2/media"), Map.of(), file);
    }

    /** Posts a status; the same key again posts nothing and gives the same answer. */
    CompletableFuture<JsonHttp.Answer> post(JsonNode status, String idempotencyKey) {
        return http.post(to("/api/v1/statuses").header("Idempotency-Key", idempotencyKey), status);
    }

    /** What the server says about itself; fails with {@link TransientFailure} when it does not. */
    CompletableFuture<JsonNode> instance() {
        return get("/api/v2/instance").thenApply(answer -> {
            if (answer.status() != 200) {
                throw new TransientFailure("The server says nothing about itself: HTTP " + answer.status());
            }
            return answer.body();
        });
    }

    /**
     * Where news are streamed: the server may leave that to another host.
     *
     * <p>Fails with {@link TransientFailure} when our token would go there in the clear, and does not here.
     */
    URI streaming(JsonNode instance) {
        var said = instance.at("/configuration/urls/streaming").asText("");
        // it is the address for WebSockets
        var host = said.isEmpty() ? baseUrl : said.replaceFirst("^ws", "http");
        if (baseUrl.startsWith("https:") && !host.startsWith("https:")) {
            throw new TransientFailure("The server names a stream that is not encrypted");
        }
        return URI.create(host.replaceFirst("/+$", "") + "/api/v1/streaming/user/notification");
    }

    /** Who we are, for who needs to be told elsewhere than here. */
    String authorization() {
        return "Bearer " + accessToken;
    }

    /** Fetches a file, which is public or has its permission in its address. */
    CompletableFuture<Fetched> download(String address, long maxBytes) {
        var file = URI.create(address);
        return "https".equals(file.getScheme()) || address.startsWith(baseUrl + "/")
                ? http.download(http.to(file), maxBytes)
                : CompletableFuture.completedFuture(new Fetched.Missing("its address is not encrypted."));
    }

    private HttpRequest.Builder to(String path) {
        return http.to(URI.create(baseUrl + path)).header("Authorization", authorization());
    }
}
