package io.rapport.sms.provider.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.platform.channel.provider.Download;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Twilio's REST API, as far as we use it; also that of whoever stands in for it. */
final class TwilioApi {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    // HTTP/1.1: the client's offer to upgrade to HTTP/2 confuses simple stand-ins
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final ObjectMapper json;
    private final Duration timeout;

    TwilioApi(ObjectMapper json, Duration timeout) {
        this.json = json;
        this.timeout = timeout;
    }

    /** What the API answered; {@code body} is missing when it was no JSON. */
    record Answer(int status, JsonNode body) {}

    /** Fails when there is no answer. */
    Uni<Answer> post(URI resource, TwilioProvider.Credentials credentials, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(resource)
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header("Authorization", basic(credentials))
                .POST(BodyPublishers.ofString(body))
                .build();
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, BodyHandlers.ofByteArray()))
                .map(response -> new Answer(response.statusCode(), read(response.body())));
    }

    /** Fetches a file of the account's. */
    CompletableFuture<Fetched> download(URI file, TwilioProvider.Credentials credentials, long maxBytes) {
        var request = HttpRequest.newBuilder(file)
                .timeout(timeout)
                .header("Authorization", basic(credentials))
                .build();
        return Download.of(http, request, maxBytes);
    }

    private static String basic(TwilioProvider.Credentials credentials) {
        var userPassword = credentials.accountSid() + ":" + credentials.authToken();
        return "Basic " + Base64.getEncoder().encodeToString(userPassword.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
