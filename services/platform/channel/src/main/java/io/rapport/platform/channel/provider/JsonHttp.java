package io.rapport.platform.channel.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.store.OutgoingFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls providers' APIs, which answer in JSON; a call fails when there is no answer. */
public final class JsonHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int SLOWEST_BYTES_PER_SECOND = 256 * 1024;

    // HTTP/1.1: the client's offer to upgrade to HTTP/2 confuses simple stand-ins
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final ObjectMapper json;
    private final Duration timeout;

    /** @param timeout of one call */
    public JsonHttp(ObjectMapper json, Duration timeout) {
        this.json = json;
        this.timeout = timeout;
    }

    /** What an API answered; {@code body} is missing when it was no JSON. */
    public record Answer(int status, JsonNode body, HttpHeaders headers) {
        /** An answer whose headers say nothing. */
        public Answer(int status, JsonNode body) {
            this(status, body, HttpHeaders.of(Map.of(), (name, value) -> true));
        }
    }

    /** A call to be completed. */
    public HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address).timeout(timeout).header("Accept", "application/json");
    }

    public CompletableFuture<Answer> get(HttpRequest.Builder call) {
        return answer(call.build());
    }

    public CompletableFuture<Answer> post(HttpRequest.Builder call, JsonNode body) {
        return answer(call.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** A form, in which a field may come more than once. */
    public CompletableFuture<Answer> post(HttpRequest.Builder call, Collection<Map.Entry<String, String>> form) {
        var body = form.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return answer(call.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /**
     * A file to hand over.
     *
     * @param field what the form calls it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Upload(String field, String name, String mediaType, byte[] content) {
        private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+");

        /** A file of a message. */
        public static Upload of(String field, OutgoingFiles.Loaded loaded) {
            var file = loaded.file();
            return new Upload(field, file.name() == null ? "file" : file.name(), file.mediaType(), loaded.content());
        }

        /** As browsers write it: what would end the name is escaped. */
        private String head() {
            var type = MEDIA_TYPE.matcher(mediaType).matches() ? mediaType : "application/octet-stream";
            var quoted = name.replaceAll("\\p{Cntrl}+", " ").replace("\"", "%22");
            return "Content-Disposition: form-data; name=\"" + field + "\"; filename=\"" + quoted
                    + "\"\r\nContent-Type: " + type + "\r\n\r\n";
        }
    }

    /** A form with a file (RFC 7578); it may take longer, so that a slow line can carry it. */
    public CompletableFuture<Answer> post(HttpRequest.Builder call, Map<String, String> form, Upload file) {
        var boundary = UUID.randomUUID().toString();
        var start = "--" + boundary + "\r\n";
        var fields = form.entrySet().stream()
                .map(it -> start + "Content-Disposition: form-data; name=\"" + it.getKey() + "\"\r\n\r\n"
                        + it.getValue() + "\r\n")
                .collect(Collectors.joining());
        return answer(call.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .timeout(timeout.plusSeconds(file.content().length / SLOWEST_BYTES_PER_SECOND))
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(fields + start + file.head()),
                        BodyPublishers.ofByteArray(file.content()),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                .build());
    }

    /** As {@link Download#of}. */
    public CompletableFuture<Fetched> download(HttpRequest.Builder call, long maxBytes) {
        return Download.of(http, call.setHeader("Accept", "*/*").build(), maxBytes);
    }

    private CompletableFuture<Answer> answer(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(response -> new Answer(response.statusCode(), read(response.body()), response.headers()));
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
