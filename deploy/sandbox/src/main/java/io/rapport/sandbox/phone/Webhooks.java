package io.rapport.sandbox.phone;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Calls the company. */
@Singleton
public class Webhooks {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"(?<name>[^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * What the company answered.
     *
     * @param status {@link #NO_CONNECTION} or {@link #TOO_SLOW} when it did not
     */
    public record Answer(int status, String body) implements Redelivery.Try {
        public static final int NO_CONNECTION = 0;
        public static final int TOO_SLOW = -1;

        @Override
        public boolean isTaken() {
            return status >= 200 && status < 300;
        }

        @Override
        public String words() {
            return switch (status) {
                case NO_CONNECTION -> "nobody answers there";
                case TOO_SLOW -> "no answer in time";
                default -> "HTTP " + status;
            };
        }
    }

    public Answer get(URI address) {
        return call(HttpRequest.newBuilder(address));
    }

    public Answer post(URI address, Map<String, String> headers, byte[] body) {
        var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return call(request);
    }

    /** A file that the company serves. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Loaded(String name, String type, byte[] bytes) {}

    /** Fetches a file; empty when there is none to be had. */
    public Optional<Loaded> load(URI address, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(address).timeout(ANSWER);
        headers.forEach(request::header);
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            var type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
            var name = FILE_NAME.matcher(
                    response.headers().firstValue("Content-Disposition").orElse(""));
            return response.statusCode() == 200
                    ? Optional.of(new Loaded(name.find() ? name.group("name") : "file", type, response.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Errands.Stopped();
        }
    }

    private Answer call(HttpRequest.Builder request) {
        try {
            var response = http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (HttpConnectTimeoutException e) {
            return new Answer(Answer.NO_CONNECTION, "");
        } catch (HttpTimeoutException e) {
            return new Answer(Answer.TOO_SLOW, "");
        } catch (IOException e) {
            return new Answer(Answer.NO_CONNECTION, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Errands.Stopped();
        }
    }
}
