package io.rapport.local.cli;

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
                "Lets the sandbox write as customers do, and shows what it does until Ctrl-C; needs ./rapport up.")
final class DemoCommand implements Callable<Integer> {

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
        System.out.println("The demo runs; watch it in the console. Ctrl-C ends it.");
        var last = "";
        while (true) {
            var now = send(sandbox.resolve("/api/demo"), "GET").body();
            if (!now.equals(last)) {
                System.out.println(now);
                last = now;
            }
            TimeUnit.SECONDS.sleep(1);
        }
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
