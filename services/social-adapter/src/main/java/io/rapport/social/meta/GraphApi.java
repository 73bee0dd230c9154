package io.rapport.social.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API, as far as we use it; also that of whoever stands in for it. */
public final class GraphApi {
    private final JsonHttp http;

    public GraphApi(ObjectMapper json, Duration timeout) {
        this.http = new JsonHttp(json, timeout);
    }

    /** What the API answered; {@code body} is missing when it was no JSON. */
    public record Answer(int status, JsonNode body) {
        private static Answer of(JsonHttp.Answer answer) {
            return new Answer(answer.status(), answer.body());
        }

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
    public CompletableFuture<Answer> post(URI address, String token, JsonNode body) {
        return http.post(to(address, token), body).thenApply(Answer::of);
    }

    /** A form with a file; fails when there is no answer. */
    public CompletableFuture<Answer> post(URI address, String token, Map<String, String> form, Upload file) {
        return http.post(to(address, token), form, file).thenApply(Answer::of);
    }

    /** Fails when there is no answer. */
    public CompletableFuture<Answer> get(URI address, String token) {
        return http.get(to(address, token)).thenApply(Answer::of);
    }

    /** Fetches a file; some addresses want the token, others carry their own permission and must not see it. */
    public CompletableFuture<Fetched> download(URI address, @Nullable String token, long maxBytes) {
        return http.download(to(address, token), maxBytes);
    }

    private HttpRequest.Builder to(URI address, @Nullable String token) {
        var call = http.to(address);
        return token == null ? call : call.header("Authorization", "Bearer " + token);
    }
}
