package io.rapport.load.stack;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An administrator's session at the desk, to make agents that take whatever they are offered. */
public final class Desk implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMINISTRATOR = "ada@example.com";
    /** Far more than one run sends, and small enough to be added up over all agents. */
    private static final int PLENTY = 1_000_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI desk;
    private final String cookie;
    private final String csrfToken;
    private final List<String> seeded = new ArrayList<>();

    /** Signs in with the demo account, who takes no work herself. */
    public Desk(RunningStack stack) throws IOException, InterruptedException {
        this.desk = URI.create(stack.ports().url(App.DESK));
        var session = send(
                "POST",
                "/api/session",
                Map.of("email", ADMINISTRATOR, "password", stack.home().demoPassword()),
                Map.of());
        if (session.statusCode() != 200) {
            throw new Refusal(
                    "The desk did not let the demo account in (" + session.statusCode() + " " + session.body() + ").");
        }
        this.cookie = session.headers()
                .firstValue("Set-Cookie")
                .map(value -> value.substring(0, value.indexOf(';')))
                .orElseThrow(() -> new IOException("The desk opened a session without a cookie"));
        this.csrfToken = JSON.readTree(session.body()).path("csrfToken").asText();
        expect(change("PUT", "/api/me/presence", Map.of("presence", "OFFLINE")), 200);
    }

    /** Makes that many agents, or wakes those of an earlier run. */
    public void seedAgents(int count) throws IOException, InterruptedException {
        var known = new TreeMap<String, String>();
        for (JsonNode agent :
                JSON.readTree(expect(change("GET", "/api/agents", null), 200).body())) {
            known.put(agent.path("displayName").asText(), agent.path("id").asText());
        }
        for (int i = 1; i <= count; i++) {
            var name = "Load agent %02d".formatted(i);
            var wish = new TreeMap<String, Object>(Map.of(
                    "email",
                    "load-agent-%02d@example.com".formatted(i),
                    "displayName",
                    name,
                    "roles",
                    List.of("agent"),
                    "capacity",
                    PLENTY,
                    "autoAccept",
                    true,
                    "active",
                    true,
                    "presence",
                    "AVAILABLE"));
            var id = known.get(name);
            if (id == null) {
                id = JSON.readTree(expect(change("POST", "/api/admin/agents", wish), 201)
                                .body())
                        .path("id")
                        .asText();
            } else {
                expect(change("PUT", "/api/admin/agents/" + id, wish), 200, 204);
            }
            seeded.add(id);
        }
    }

    /** Sends the agents home, so that a stack that goes on gives them no work. */
    public void dismissAgents() throws IOException, InterruptedException {
        for (int i = 0; i < seeded.size(); i++) {
            expect(
                    change(
                            "PUT",
                            "/api/admin/agents/" + seeded.get(i),
                            Map.of(
                                    "displayName",
                                    "Load agent %02d".formatted(i + 1),
                                    "capacity",
                                    0,
                                    "autoAccept",
                                    false,
                                    "presence",
                                    "OFFLINE")),
                    200,
                    204);
        }
        seeded.clear();
    }

    @Override
    public void close() throws IOException {
        try {
            change("DELETE", "/api/session", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> change(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        return send(method, path, body, Map.of("Cookie", cookie, "X-CSRF-Token", csrfToken));
    }

    private HttpResponse<String> send(String method, String path, @Nullable Object body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(desk.resolve(path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> expect(HttpResponse<String> response, Integer... statuses) throws IOException {
        if (!List.of(statuses).contains(response.statusCode())) {
            throw new IOException("The desk answered " + response.statusCode() + " to "
                    + response.request().method() + " "
                    + response.request().uri().getPath() + ": " + response.body());
        }
        return response;
    }
}
