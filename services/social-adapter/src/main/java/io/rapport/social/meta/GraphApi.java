package io.rapport.social.meta;

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
import org.jspecify.annotations.Nullable;

/** Meta's Graph API, as far as we use it; also that of whoever stands in for it. */
public final class GraphApi {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    // HTTP/1.1: the client's offer to upgrade to HTTP/2 confuses simple stand-ins
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final ObjectMapper json;
    private final Duration timeout;

    public GraphApi(ObjectMapper json, Duration timeout) {
        this.json = json;
        this.timeout = timeout;
    }

    /** What the API answered; {@code body} is missing when it was no JSON. */
    public record Answer(int status, JsonNode body) {
        /** Meta's code for what went wrong, 0 when it gives none. */
        public int errorCode() {
            return body.path("error").path("code").asInt(0);
        }

        /** Which case of the code. */
        public int errorSubcode() {
            return body.path("error").path("error_subcode").asInt(0);
        }
    }

    /** Fails when there is no answer. */
    public Uni<Answer> post(URI address, String token, JsonNode body) {
        var request = request(address, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return Uni.createFrom().completionStage(() -> answer(request));
    }

    /** Fails when there is no answer. */
    public CompletableFuture<Answer> get(URI address, String token) {
        return answer(request(address, token).build());
    }

    /** Fetches a file; some addresses want the token, others carry their own permission and must not see it. */
    public CompletableFuture<Fetched> download(URI address, @Nullable String token, long maxBytes) {
        return Download.of(http, request(address, token).build(), maxBytes);
    }

    private HttpRequest.Builder request(URI address, @Nullable String token) {
        var request = HttpRequest.newBuilder(address).timeout(timeout);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private CompletableFuture<Answer> answer(HttpRequest request) {
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
