package io.rapport.platform.channel.provider;

import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Fetches a file over HTTP and stops reading where it gets too large. */
public final class Download {
    private Download() {}

    /** What is behind the request; fails with {@link TransientFailure} when asking again may help. */
    public static Uni<Fetched> of(HttpClient http, HttpRequest request, long maxBytes) {
        return Uni.createFrom()
                .item(() -> fetch(http, request, maxBytes))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Fetched fetch(HttpClient http, HttpRequest request, long maxBytes) {
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                int status = response.statusCode();
                if (status >= 500 || status == 408 || status == 429) {
                    throw new TransientFailure("A file cannot be fetched now: HTTP " + status);
                }
                if (status != 200) {
                    return new Fetched.Missing("the provider does not have it any more (HTTP " + status + ").");
                }
                var bytes = body.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
                return bytes.length > maxBytes
                        ? tooLarge(maxBytes)
                        : new Fetched.Content(
                                bytes,
                                response.headers().firstValue("Content-Type").orElse(null));
            }
        } catch (IOException e) {
            throw new TransientFailure("A file cannot be fetched now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("A file cannot be fetched now", e);
        }
    }

    /** A file of more bytes than we keep. */
    public static Fetched tooLarge(long maxBytes) {
        return new Fetched.Missing("it is larger than " + maxBytes / (1024 * 1024) + " MiB.");
    }
}
