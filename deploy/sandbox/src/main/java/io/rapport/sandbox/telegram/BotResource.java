package io.rapport.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Upload;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Telegram's Bot API, as far as text and files need it. Parameters come in the address, as a form or as JSON.
 *
 * @see <a href="https://core.telegram.org/bots/api">Bot API</a>
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class BotResource {
    private static final int MOST_TEXT = 4096;
    private static final int MOST_CAPTION = 1024;
    private static final Pattern SECRET_TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    /** More in this time to one chat, and the bot has to wait. */
    private static final int MOST_AT_ONCE = 20;

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final Telegram telegram;
    private final People people;
    private final Messages messages;
    private final Files files;
    private final Event<Message> arrivals;
    private final ObjectMapper json;
    private final Clock clock;

    BotResource(
            Telegram telegram,
            People people,
            Messages messages,
            Files files,
            Event<Message> arrivals,
            ObjectMapper json,
            Clock clock) {
        this.telegram = telegram;
        this.people = people;
        this.messages = messages;
        this.files = files;
        this.arrivals = arrivals;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Path("bot{token}/{method}")
    public RestResponse<JsonNode> get(
            @PathParam("token") String token, @PathParam("method") String method, @Context UriInfo address) {
        return call(token, method, "", new byte[0], address);
    }

    @POST
    @Path("bot{token}/{method}")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<JsonNode> call(
            @PathParam("token") String token,
            @PathParam("method") String method,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            byte[] body,
            @Context UriInfo address) {
        if (!telegram.isOurs(token)) {
            return refuse(401, "Unauthorized", null);
        }
        var parameters = json.createObjectNode();
        address.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        Optional<Upload.Part> file;
        try {
            file = read(type, body, parameters);
        } catch (IOException noJson) {
            return refuse(400, "Bad Request: can't parse the JSON object", null);
        }
        return switch (method) {
            case "getMe" -> ok(me());
            case "sendMessage" -> sendMessage(parameters);
            case "sendPhoto" -> sendFile(parameters, file, "photo");
            case "sendDocument" -> sendFile(parameters, file, "document");
            case "getFile" -> getFile(parameters);
            case "setWebhook" -> setWebhook(parameters);
            case "deleteWebhook" -> {
                telegram.bringTo(Optional.empty());
                yield ok(json.getNodeFactory().booleanNode(true));
            }
            case "getWebhookInfo" -> ok(webhookInfo());
            default -> refuse(404, "Not Found", null);
        };
    }

    /** The bytes behind the path that {@code getFile} gave. */
    @GET
    @Path("file/bot{token}/{kind}/{file}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public RestResponse<byte[]> file(@PathParam("token") String token, @PathParam("file") String name)
            throws IOException {
        var file = files.find(name.replaceFirst("\\..*", ""));
        if (!telegram.isOurs(token) || file.isEmpty()) {
            return RestResponse.notFound();
        }
        return ResponseBuilder.ok(files.bytes(file.get())).build();
    }

    /** Reads the parameters, and the file that came with them. */
    private Optional<Upload.Part> read(String type, byte[] body, ObjectNode into) throws IOException {
        if (Upload.is(type)) {
            var upload = Upload.read(type, body);
            upload.fields().forEach(into::put);
            return upload.file();
        }
        var text = new String(body, StandardCharsets.UTF_8);
        if (type.startsWith("application/json")) {
            if (json.readTree(text) instanceof ObjectNode given) {
                into.setAll(given);
            }
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            new QueryStringDecoder(text, false)
                    .parameters()
                    .forEach((name, values) -> into.put(name, values.getFirst()));
        }
        return Optional.empty();
    }

    private RestResponse<JsonNode> sendMessage(JsonNode parameters) {
        var text = parameters.path("text").asText("");
        if (text.isBlank()) {
            return refuse(400, "Bad Request: message text is empty", null);
        }
        if (text.length() > MOST_TEXT) {
            return refuse(400, "Bad Request: message is too long", null);
        }
        return send(parameters, customer -> take(customer, text, Optional.empty(), "text"));
    }

    private RestResponse<JsonNode> sendFile(JsonNode parameters, Optional<Upload.Part> file, String kind) {
        if (file.isEmpty() || !file.get().field().equals(kind)) {
            return refuse(400, "Bad Request: there is no " + kind + " in the request", null);
        }
        var bytes = file.get().bytes();
        if (bytes.length == 0) {
            return refuse(400, "Bad Request: file must be non-empty", null);
        }
        var caption = parameters.path("caption").asText("");
        if (caption.length() > MOST_CAPTION) {
            return refuse(400, "Bad Request: message caption is too long", null);
        }
        if (kind.equals("photo")) {
            var fault = Telegram.faultOfPhoto(bytes);
            if (fault.isPresent()) {
                return refuse(400, "Bad Request: " + fault.get(), null);
            }
        }
        return send(parameters, customer -> take(customer, caption, file, kind));
    }

    /** Checks whether the bot may write to the chat now. */
    private RestResponse<JsonNode> send(JsonNode parameters, Function<Person, JsonNode> take) {
        if (parameters.path("chat_id").asText("").isEmpty()) {
            return refuse(400, "Bad Request: chat_id is empty", null);
        }
        var customer = people.withTelegram(parameters.path("chat_id").asLong());
        var earlier = customer.map(it -> messages.of(it, telegram)).orElse(List.of());
        if (customer.isEmpty() || earlier.stream().noneMatch(Message::mine)) {
            // a bot cannot begin
            return refuse(400, "Bad Request: chat not found", null);
        }
        if (customer.get().address().equals(People.UNREACHABLE)) {
            return refuse(403, "Forbidden: bot was blocked by the user", null);
        }
        var recent = earlier.stream()
                .filter(it -> !it.mine() && it.at().isAfter(clock.instant().minus(AT_ONCE)))
                .toList();
        if (recent.size() >= MOST_AT_ONCE) {
            long wait = 1
                    + Duration.between(
                                    clock.instant().minus(AT_ONCE),
                                    recent.getFirst().at())
                            .toSeconds();
            return refuse(
                    429,
                    "Too Many Requests: retry after " + wait,
                    json.createObjectNode().put("retry_after", wait));
        }
        return ok(take.apply(customer.get()));
    }

    private JsonNode take(Person customer, String text, Optional<Upload.Part> upload, String kind) {
        var file = upload.map(it -> files.keepUpload(it.name(), it.type(), it.bytes()));
        var message = messages.put(new Message(
                telegram.nextId(customer),
                Network.TELEGRAM,
                telegram.company().orElseThrow(),
                customer.address(),
                false,
                text,
                file.stream().toList(),
                State.DELIVERED,
                null,
                null,
                clock.instant()));
        arrivals.fire(message);
        var result = json.createObjectNode().put("message_id", Telegram.number(message));
        result.set("from", me());
        result.set("chat", telegram.chat(customer));
        result.put("date", message.at().getEpochSecond());
        if (file.isEmpty()) {
            return result.put("text", text);
        }
        if (!text.isEmpty()) {
            result.put("caption", text);
        }
        telegram.attach(result, file.get(), kind.equals("photo"));
        return result;
    }

    private RestResponse<JsonNode> getFile(JsonNode parameters) {
        return telegram.file(parameters.path("file_id").asText(""))
                .map(file -> {
                    var ending = file.name().lastIndexOf('.');
                    var path = (file.type().startsWith("image/") ? "photos/" : "documents/")
                            + file.id()
                            + (ending < 0 ? "" : file.name().substring(ending));
                    return ok(telegram.described(file).put("file_path", path));
                })
                .orElseGet(() -> refuse(400, "Bad Request: invalid file_id", null));
    }

    private RestResponse<JsonNode> setWebhook(JsonNode parameters) {
        var url = parameters.path("url").asText("");
        var secret = parameters.path("secret_token").asText(null);
        if (secret != null && !SECRET_TOKEN.matcher(secret).matches()) {
            return refuse(400, "Bad Request: secret token contains unallowed characters", null);
        }
        try {
            telegram.bringTo(
                    url.isEmpty() ? Optional.empty() : Optional.of(new Telegram.Hook(URI.create(url), secret)));
        } catch (IllegalArgumentException e) {
            return refuse(400, "Bad Request: bad webhook: invalid url", null);
        }
        return ok(json.getNodeFactory().booleanNode(true));
    }

    private JsonNode webhookInfo() {
        var info = json.createObjectNode()
                .put("url", telegram.hook().map(it -> it.url().toString()).orElse(""))
                .put("has_custom_certificate", false)
                .put("pending_update_count", telegram.pending());
        var error = telegram.lastError();
        return error == null
                ? info
                : info.put("last_error_message", "Wrong response from the webhook: " + error.words());
    }

    private ObjectNode me() {
        return json.createObjectNode()
                .put("id", telegram.botId())
                .put("is_bot", true)
                .put("first_name", "Rapport")
                .put("username", telegram.username());
    }

    private RestResponse<JsonNode> ok(JsonNode result) {
        return RestResponse.ok(json.createObjectNode().put("ok", true).set("result", result));
    }

    private RestResponse<JsonNode> refuse(int code, String description, @Nullable JsonNode parameters) {
        var refusal =
                json.createObjectNode().put("ok", false).put("error_code", code).put("description", description);
        if (parameters != null) {
            refusal.set("parameters", parameters);
        }
        return ResponseBuilder.<JsonNode>create(code).entity(refusal).build();
    }
}
