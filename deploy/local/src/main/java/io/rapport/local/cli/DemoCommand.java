package io.rapport.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.local.up.App;
import io.rapport.local.up.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** `./rapport demo`. */
@Command(
        name = "demo",
        description =
                "Lets the sandbox write as customers do, by mail, text message, WhatsApp, Messenger, Telegram, Instagram, Mastodon and chat, and shows what it does until Ctrl-C; needs ./rapport up.")
final class DemoCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @Override
    public Integer call() throws Exception {
        var sandbox = URI.create(Place.here().ports().url(App.SANDBOX));
        var started = send(sandbox.resolve("/api/demo/start"), "POST");
        if (started.statusCode() >= 300) {
            throw new Refusal(
                    "The sandbox would not start the demo (" + started.statusCode() + "): see ./rapport logs sandbox.");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox)));
        System.out.println(
                "The demo runs: customers write by mail, text message, WhatsApp, Messenger, Telegram, Instagram, Mastodon and chat.");
        System.out.println();
        System.out.println(
                "  Answer them in the console  " + Place.here().ports().url(App.DESK));
        System.out.println("  See their phones            " + sandbox);
        System.out.println();
        System.out.println("Ctrl-C ends it.");
        var told = "";
        var shown = "";
        while (true) {
            var demo = JSON.readTree(send(sandbox.resolve("/api/demo"), "GET").body());
            var everywhere = demo.path("everywhere").path("address").asText("");
            if (!everywhere.equals(shown)) {
                System.out.println(
                        "     " + demo.path("everywhere").path("name").asText() + " writes on four channels at once: "
                                + sandbox.resolve("/#/" + everywhere));
                shown = everywhere;
            }
            var news = line(demo);
            if (!news.equals(told)) {
                System.out.println(news);
                told = news;
            }
            if (!demo.path("running").asBoolean()) {
                System.out.println("The demo has ended; start it again with ./rapport demo.");
                return 0;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    static String line(JsonNode demo) {
        var failures = demo.path("failures").asInt();
        return "%4d written, %d answered, %d surveys%s   %s"
                .formatted(
                        demo.path("written").asInt(),
                        demo.path("followUps").asInt(),
                        demo.path("surveysAnswered").asInt(),
                        failures == 0 ? "" : ", " + failures + " failed",
                        demo.path("last").asText());
    }

    private void stop(URI sandbox) {
        try {
            send(sandbox.resolve("/api/demo/stop"), "POST");
        } catch (IOException | InterruptedException | Refusal sandboxGone) {
            System.err.println("The sandbox is gone already.");
        }
    }

    private HttpResponse<String> send(URI uri, String method) throws IOException, InterruptedException {
        try {
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (java.net.ConnectException e) {
            throw new Refusal("The sandbox does not answer at " + uri.resolve("/")
                    + ": start the stack with ./rapport up first.");
        }
    }
}
