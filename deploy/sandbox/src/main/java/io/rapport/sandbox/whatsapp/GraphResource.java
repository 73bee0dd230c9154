package io.rapport.sandbox.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.meta.GraphError;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Upload;
import io.rapport.sandbox.whatsapp.WhatsApp.Loss;
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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The Cloud API: sends messages, hands out files.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">Messages</a>
 */
@Path("/v{version}/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class GraphResource {
    private static final int MOST_TEXT = 4096;
    private static final int MOST_CAPTION = 1024;

    /** The one template that is approved, in English. */
    private static final String TEMPLATE = "follow_up";

    private static final String TEMPLATE_TEXT = "Your question to us has an answer: ";

    private static final Loss WINDOW_CLOSED = new Loss(
            131047,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.");
    private static final Loss UNDELIVERABLE =
            new Loss(131026, "Message undeliverable", "The recipient cannot be reached on WhatsApp.");

    private final WhatsApp whatsApp;
    private final People people;
    private final Messages messages;
    private final Files files;
    private final ObjectMapper json;
    private final Clock clock;

    GraphResource(WhatsApp whatsApp, People people, Messages messages, Files files, ObjectMapper json, Clock clock) {
        this.whatsApp = whatsApp;
        this.people = people;
        this.messages = messages;
        this.files = files;
        this.json = json;
        this.clock = clock;
    }

    /** Text as it will be read and the file above it, or why there is none. */
    private record Content(@Nullable String text, List<Attachment> files, int error, String message) {
        static Content of(String text, Attachment... files) {
            return new Content(text, List.of(files), 0, "");
        }

        static Content refused(int error, String message) {
            return new Content(null, List.of(), error, message);
        }
    }

    /** Takes a file for a message to come. */
    @POST
    @Path("media")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<JsonNode> upload(
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            byte[] body) {
        if (!whatsApp.knows(authorization)) {
            return GraphError.STRANGER.response();
        }
        if (whatsApp.account().filter(it -> it.phoneNumberId().equals(id)).isEmpty()) {
            return new GraphError(400, 100, "Unsupported post request. Object with ID '" + id + "' does not exist")
                    .response();
        }
        Upload upload;
        try {
            upload = Upload.is(type) ? Upload.read(type, body) : new Upload(Map.of(), Optional.empty());
        } catch (IOException e) {
            return new GraphError(400, 100, "(#100) The request body is not a valid form.").response();
        }
        if (!"whatsapp".equals(upload.fields().get("messaging_product"))) {
            return new GraphError(400, 100, "(#100) The parameter messaging_product is required.").response();
        }
        var file = upload.file().filter(it -> it.field().equals("file"));
        if (file.isEmpty()) {
            return new GraphError(400, 100, "(#100) The parameter file is required.").response();
        }
        var kind = Kind.of(file.get().type());
        if (kind.isEmpty()) {
            return new GraphError(
                            400,
                            100,
                            "(#100) Param file must be a file with one of WhatsApp's types, and is "
                                    + file.get().type())
                    .response();
        }
        if (file.get().bytes().length > kind.get().mostBytes) {
            return new GraphError(400, 131053, "(#131053) Media upload error: the file is too large.").response();
        }
        var kept = files.keepUpload(
                file.get().name(), file.get().type(), file.get().bytes());
        return RestResponse.ok(json.createObjectNode().put("id", kept.id()));
    }

    /** What WhatsApp takes, and how much of it. */
    private enum Kind {
        IMAGE("image/(jpeg|png)", 5),
        AUDIO("audio/(aac|amr|mpeg|mp4|ogg)", 16),
        VIDEO("video/(mp4|3gpp)", 16),
        DOCUMENT(
                "text/plain|application/(pdf|msword|vnd\\.ms-(excel|powerpoint)|vnd\\.openxmlformats-officedocument\\..+)",
                100);

        private final String types;
        private final int mostBytes;

        Kind(String types, int megabytes) {
            this.types = types;
            this.mostBytes = megabytes * 1024 * 1024;
        }

        static Optional<Kind> of(String type) {
            return Stream.of(values()).filter(it -> type.matches(it.types)).findFirst();
        }

        static Optional<Kind> named(String word) {
            return Stream.of(values())
                    .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    @POST
    @Path("messages")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<JsonNode> send(
            @PathParam("id") String id, @HeaderParam("Authorization") @Nullable String authorization, String body) {
        if (!whatsApp.knows(authorization)) {
            return GraphError.STRANGER.response();
        }
        if (whatsApp.account().filter(it -> it.phoneNumberId().equals(id)).isEmpty()) {
            return new GraphError(400, 100, "Unsupported post request. Object with ID '" + id + "' does not exist")
                    .response();
        }
        JsonNode wanted;
        try {
            wanted = json.readTree(body);
        } catch (JsonProcessingException e) {
            return new GraphError(400, 100, "(#100) The request body is not valid JSON.").response();
        }
        if (!wanted.path("messaging_product").asText().equals("whatsapp")) {
            return new GraphError(400, 100, "(#100) The parameter messaging_product is required.").response();
        }
        var to = wanted.path("to").asText(wanted.path("recipient").asText("")).replaceAll("^\\+", "");
        if (to.isEmpty()) {
            return new GraphError(400, 100, "(#100) The parameter to is required.").response();
        }
        boolean template = wanted.path("type").asText().equals("template");
        var content = template ? template(wanted.path("template")) : text(wanted);
        if (content.text() == null) {
            return new GraphError(content.error() == 132001 ? 404 : 400, content.error(), content.message()).response();
        }
        return RestResponse.ok(take(
                to,
                template,
                content.text(),
                content.files(),
                wanted.path("biz_opaque_callback_data").asText(null)));
    }

    private Content text(JsonNode wanted) {
        var type = wanted.path("type").asText("text");
        if (!type.equals("text")) {
            return Kind.named(type)
                    .map(kind -> media(kind, wanted.path(type)))
                    .orElseGet(() -> Content.refused(
                            131051, "(#131051) The sandbox's WhatsApp takes text, files and templates."));
        }
        var text = wanted.path("text").path("body").asText("");
        if (text.isBlank()) {
            return Content.refused(100, "(#100) The parameter text['body'] is required.");
        }
        return text.length() > MOST_TEXT
                ? Content.refused(100, "(#100) Param text['body'] must be at most " + MOST_TEXT + " characters long.")
                : Content.of(text);
    }

    private Content media(Kind kind, JsonNode media) {
        var id = media.path("id").asText("");
        var file = files.find(id)
                .filter(it -> Kind.of(it.type()).filter(kind::equals).isPresent());
        if (file.isEmpty()) {
            return Content.refused(131009, "(#131009) Parameter value is not valid: there is no such media.");
        }
        var caption = media.path("caption").asText("");
        if (caption.length() > MOST_CAPTION || (kind == Kind.AUDIO && !caption.isEmpty())) {
            return Content.refused(100, "(#100) The caption is too long, or there is none for such a file.");
        }
        var name = media.path("filename").asText(file.get().name());
        return Content.of(
                caption, new Attachment(id, name, file.get().type(), file.get().size()));
    }

    private static Content template(JsonNode template) {
        var name = template.path("name").asText();
        var language = template.path("language").path("code").asText();
        if (!name.equals(TEMPLATE) || !language.equals("en")) {
            return Content.refused(132001, "(#132001) Template name does not exist in the translation");
        }
        var parameters = template.path("components").path(0).path("parameters");
        if (parameters.size() != 1) {
            return Content.refused(
                    132000, "(#132000) Number of parameters does not match the expected number of params");
        }
        var parameter = parameters.path(0).path("text").asText("");
        return parameter.matches("(?s).*(\\n|\\t| {5}).*")
                ? Content.refused(132012, "(#132012) Parameter value must not have new-line or tab characters")
                : Content.of(TEMPLATE_TEXT + parameter);
    }

    private JsonNode take(
            String to, boolean template, String text, List<Attachment> attached, @Nullable String reference) {
        var customer = people.withPhone("+" + to);
        var message = new Message(
                whatsApp.nextId(people.all().getFirst()),
                Network.WHATSAPP,
                whatsApp.company().orElseThrow(),
                customer.map(Person::address).orElse(""),
                false,
                text,
                attached,
                State.UNDERWAY,
                null,
                reference,
                clock.instant());
        if (customer.isEmpty()) {
            whatsApp.lose(message, to, UNDELIVERABLE);
        } else {
            loss(customer.get(), template)
                    .ifPresentOrElse(
                            loss -> whatsApp.lose(
                                    messages.put(message.now(State.FAILED, loss.title() + " (" + loss.code() + ")")),
                                    to,
                                    loss),
                            () -> whatsApp.deliver(messages.put(message), customer.get()));
        }
        var answer = json.createObjectNode().put("messaging_product", "whatsapp");
        answer.putArray("contacts").addObject().put("input", to).put("wa_id", to);
        answer.putArray("messages").addObject().put("id", message.id());
        return answer;
    }

    private Optional<Loss> loss(Person customer, boolean template) {
        if (customer.address().equals(People.UNREACHABLE)) {
            return Optional.of(UNDELIVERABLE);
        }
        return template || whatsApp.isWindowOpen(customer) ? Optional.empty() : Optional.of(WINDOW_CLOSED);
    }

    /** Where a file's bytes are. */
    @GET
    public RestResponse<JsonNode> media(
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Context UriInfo address)
            throws IOException {
        if (!whatsApp.knows(authorization)) {
            return GraphError.STRANGER.response();
        }
        var file = files.find(id);
        if (file.isEmpty()) {
            return new GraphError(400, 100, "Unsupported get request. Object with ID '" + id + "' does not exist")
                    .response();
        }
        return RestResponse.ok(json.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("url", address.getBaseUri() + "whatsapp_business/attachments?mid=" + id)
                .put("mime_type", file.get().type())
                .put("sha256", sha256(files.bytes(file.get())))
                .put("file_size", file.get().size())
                .put("id", id));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
