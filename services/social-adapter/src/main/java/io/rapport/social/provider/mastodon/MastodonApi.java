package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.platform.channel.provider.Download;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.messaging.TransientFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A Mastodon server's API, as far as we use it, for one account there.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/">Methods</a>
 */
final class MastodonApi {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String baseUrl;
    private final String accessToken;
    private final ObjectMapper json;
    private final Duration timeout;

    MastodonApi(String baseUrl, String accessToken, ObjectMapper json, Duration timeout) {
        this.baseUrl = baseUrl;
        this.accessToken = accessToken;
        this.json = json;
        this.timeout = timeout;
    }

    /**
     * What the API answered; {@code body} is missing when it was no JSON.
     *
     * @param limitedUntil when more calls are allowed again
     */
    record Answer(int status, JsonNode body, Optional<Instant> limitedUntil) {}

    /** Fails when there is no answer. */
    CompletableFuture<Answer> get(String path) {
        return answer(request(path).build());
    }

    /** Posts a status; the same key again posts nothing and gives the same answer. Fails when there is no answer. */
    CompletableFuture<Answer> post(Map<String, String> status, String idempotencyKey) {
        var form = status.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return answer(request("/api/v1/statuses")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(form))
                .build());
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

    /** Where news are streamed: the server may leave that to another host. */
    URI streaming(JsonNode instance) {
        var said = instance.at("/configuration/urls/streaming").asText("");
        // it is the address for WebSockets
        var host = said.isEmpty() ? baseUrl : said.replaceFirst("^ws", "http");
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
                ? Download.of(
                        http, HttpRequest.newBuilder(file).timeout(timeout).build(), maxBytes)
                : CompletableFuture.completedFuture(new Fetched.Missing("its address is not encrypted."));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(timeout)
                .header("Authorization", authorization());
    }

    private CompletableFuture<Answer> answer(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(
                        response -> new Answer(response.statusCode(), read(response.body()), limitedUntil(response)));
    }

    private static Optional<Instant> limitedUntil(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("X-RateLimit-Reset")
                    .filter(reset -> response.statusCode() == 429)
                    .map(reset -> OffsetDateTime.parse(reset).toInstant());
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }
}
