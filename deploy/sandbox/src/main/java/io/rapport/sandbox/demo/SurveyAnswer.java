package io.rapport.sandbox.demo;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Answers a survey as a browser would: looks at the page, then sends the form. */
@Singleton
class SurveyAnswer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Uni<Void> answer(String link, int rating, String comment) {
        var page = URI.create(link);
        var form = "rating=" + rating + "&comment=" + URLEncoder.encode(comment, StandardCharsets.UTF_8);
        var look = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        var send = HttpRequest.newBuilder(page)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return status(look)
                .chain(() -> status(send))
                .invoke(status -> {
                    if (status >= 400) {
                        throw new IllegalStateException("it answered " + status);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Integer> status(HttpRequest request) {
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, BodyHandlers.discarding()))
                .map(response -> response.statusCode());
    }
}
