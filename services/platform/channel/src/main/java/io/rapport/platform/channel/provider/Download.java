package io.rapport.platform.channel.provider;

import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.messaging.TransientFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Fetches a file over HTTP and stops reading where it gets too large. */
public final class Download {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private Download() {}

    /**
     * What is behind the request; fails with {@link TransientFailure} when asking again may help.
     *
     * <p>Where the answer leads elsewhere, that is followed, but the request's headers, its credentials among them, stay with
     * their host, and what is encrypted stays so.
     *
     * @param http follows no redirect itself
     * @param request its timeout counts for the answer and again for the file
     */
    public static CompletableFuture<Fetched> of(HttpClient http, HttpRequest request, long maxBytes) {
        return follow(http, request, maxBytes, MOST_REDIRECTS)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(new TransientFailure("A file cannot be fetched now", failure)));
    }

    private static CompletableFuture<Fetched> follow(
            HttpClient http, HttpRequest request, long maxBytes, int redirects) {
        var timeout = request.timeout().orElse(USUAL_TIMEOUT);
        return http.sendAsync(request, BodyHandlers.ofInputStream()).thenCompose(response -> {
            var location = response.headers().firstValue("Location");
            if (location.isEmpty() || !REDIRECTS.contains(response.statusCode())) {
                return read(response, maxBytes, timeout);
            }
            close(response.body());
            var next = elsewhere(request.uri(), location.get());
            return next.isEmpty() || redirects == 0
                    ? CompletableFuture.completedFuture(new Fetched.Missing("its address leads nowhere."))
                    : follow(http, request(request, next.get(), timeout), maxBytes, redirects - 1);
        });
    }

    private static Optional<URI> elsewhere(URI asked, String location) {
        try {
            var next = asked.resolve(location);
            return next.getHost() != null
                            && ("https".equals(next.getScheme())
                                    || asked.getScheme().equals(next.getScheme()))
                    ? Optional.of(next)
                    : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static HttpRequest request(HttpRequest first, URI next, Duration timeout) {
        var request = HttpRequest.newBuilder(next).timeout(timeout);
        var asked = first.uri();
        if (asked.getScheme().equals(next.getScheme()) && asked.getAuthority().equals(next.getAuthority())) {
            first.headers().map().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        }
        return request.build();
    }

    /** The client's own timeout ends with the headers. */
    private static CompletableFuture<Fetched> read(
            HttpResponse<InputStream> response, long maxBytes, Duration timeout) {
        return CompletableFuture.supplyAsync(() -> fetched(response, maxBytes), Thread::startVirtualThread)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((fetched, failure) -> close(response.body()));
    }

    private static Fetched fetched(HttpResponse<InputStream> response, long maxBytes) {
        int status = response.statusCode();
        if (status >= 500 || status == 408 || status == 429) {
            throw new TransientFailure("HTTP " + status);
        }
        if (status != 200) {
            return new Fetched.Missing("the provider does not have it any more (HTTP " + status + ").");
        }
        try {
            var bytes = response.body().readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
            return bytes.length > maxBytes
                    ? tooLarge(maxBytes)
                    : new Fetched.Content(
                            bytes, response.headers().firstValue("Content-Type").orElse(null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of more bytes than we keep. */
    public static Fetched tooLarge(long maxBytes) {
        return new Fetched.Missing("it is larger than " + maxBytes / (1024 * 1024) + " MiB.");
    }
}
