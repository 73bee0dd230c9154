package io.rapport.platform.channel.provider;

import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.messaging.TransientFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Fetches a file over HTTP and stops reading where it gets too large. */
public final class Download {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    private Download() {}

    /**
     * What is behind the request; fails with {@link TransientFailure} when asking again may help.
     *
     * @param request its timeout counts for the answer and again for the file
     */
    public static CompletableFuture<Fetched> of(HttpClient http, HttpRequest request, long maxBytes) {
        var timeout = request.timeout().orElse(USUAL_TIMEOUT);
        return http.sendAsync(request, BodyHandlers.ofInputStream())
                .thenCompose(response -> read(response, maxBytes, timeout))
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(new TransientFailure("A file cannot be fetched now", failure)));
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
