package io.rapport.sandbox.messenger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.BearerToken;
import io.rapport.sandbox.meta.GraphError;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Upload;
import jakarta.inject.Named;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The Graph API as Messenger and Instagram have it: sends a text or a file, takes files before, and tells who somebody is.
 *
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/reference/send-api">Send API</a>
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/identity/user-profile">User Profile API</a>
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/instagram/features/user-profile">Instagram's</a>
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/error-codes">Error codes</a>
 */
@Path("/messenger/v{version}/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class PageResource {
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration HUMAN_AGENT_WINDOW = Duration.ofDays(7);

    /** Characters, on Messenger. */
    private static final int MOST_TEXT = 2000;

    /** On Instagram, which counts otherwise. */
    private static final int MOST_OCTETS = 1000;

    /** Of a file. */
    private static final int MOST_BYTES = 25 * 1024 * 1024;

    private final List<Page> pages;
    private final People people;
    private final Messages messages;
    private final Files files;
    private final ObjectMapper json;
    private final Clock clock;

    PageResource(
            @Named("messenger") Page messenger,
            @Named("instagram") Page instagram,
            People people,
            Messages messages,
            Files files,
            ObjectMapper json,
            Clock clock) {
        this.pages = List.of(messenger, instagram);
        this.people = people;
        this.messages = messages;
        this.files = files;
        this.json = json;
        this.clock = clock;
    }

    /** Tells the page to which a customer has written what the customer is called. */
    @GET
    public RestResponse<JsonNode> profile(
            @PathParam("id") String id,
            @QueryParam("fields") @Nullable String fields,
            @HeaderParam("Authorization") @Nullable String authorization) {
        var asking = pages.stream()
                .filter(it -> it.account()
                        .filter(own -> BearerToken.isShown(authorization, own.accessToken()))
                        .isPresent())
                .toList();
        if (asking.isEmpty()) {
            return GraphError.STRANGER.response();
        }
        for (var page : asking) {
            var customer = customer(page, id);
            if (customer.isPresent()) {
                return profile(page, customer.get(), fields);
            }
        }
        return GraphError.noSuchObject("get", id).response();
    }

    private RestResponse<JsonNode> profile(Page page, Person customer, @Nullable String fields) {
        if (page.lastWord(customer).isEmpty()) {
            return page.isInstagram()
                    ? refusal(230, 0, "User consent is required to access user profile.")
                            .response()
                    : GraphError.noSuchObject("get", page.idOf(customer)).response();
        }
        var all = page.profile(customer);
        var answer = json.createObjectNode().put("id", page.idOf(customer));
        for (var field : fields == null ? all.keySet() : List.of(fields.split(","))) {
            var value = all.get(field);
            if (value == null) {
                return refusal(100, 0, "Tried accessing nonexisting field (" + field + ") on node type (User)")
                        .response();
            }
            answer.put(field, value);
        }
        return RestResponse.ok(answer);
    }

    private Optional<Person> customer(Page page, String id) {
        return people.all().stream().filter(it -> page.idOf(it).equals(id)).findFirst();
    }

    /** Takes a file for a message to come. */
    @POST
    @Path("message_attachments")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<JsonNode> upload(
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            byte[] body) {
        var page = page(id);
        var stranger = stranger(page, id, authorization);
        if (stranger.isPresent()) {
            return stranger.get().response();
        }
        Upload upload;
        JsonNode message;
        try {
            upload = Upload.is(type) ? Upload.read(type, body) : new Upload(Map.of(), Optional.empty());
            message = json.readTree(upload.fields().getOrDefault("message", ""));
        } catch (IOException e) {
            return refusal(100, 0, "The request body is not a valid form with a message.")
                    .response();
        }
        var file = upload.file().filter(it -> it.field().equals("filedata"));
        var kind = message.at("/attachment/type").asText("");
        if (file.isEmpty() || kind.isEmpty()) {
            return refusal(100, 0, "The parameters message[attachment][type] and filedata are required.")
                    .response();
        }
        boolean instagram = "instagram".equals(upload.fields().get("platform"));
        if (instagram != page.orElseThrow().isInstagram()) {
            return refusal(100, 0, "The parameter platform does not fit the page.")
                    .response();
        }
        if (file.get().bytes().length > MOST_BYTES
                || (!kind.equals("file") && !file.get().type().startsWith(kind + "/"))) {
            return refusal(100, 2018047, "Upload attachment failure.").response();
        }
        var kept = files.keepUpload(
                file.get().name(), file.get().type(), file.get().bytes());
        return RestResponse.ok(json.createObjectNode().put("attachment_id", kept.id()));
    }

    @POST
    @Path("messages")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<JsonNode> send(
            @PathParam("id") String id, @HeaderParam("Authorization") @Nullable String authorization, String body) {
        var page = page(id);
        var stranger = stranger(page, id, authorization);
        if (stranger.isPresent()) {
            return stranger.get().response();
        }
        JsonNode wanted;
        try {
            wanted = json.readTree(body);
        } catch (JsonProcessingException e) {
            return refusal(100, 0, "The request body is not valid JSON.").response();
        }
        var recipient = wanted.path("recipient").path("id").asText("");
        var text = wanted.at("/message/text").asText("");
        var file = files.find(
                wanted.at("/message/attachment/payload/attachment_id").asText(""));
        var customer = customer(page.orElseThrow(), recipient);
        var refusal = malformed(page.orElseThrow(), recipient, text, file)
                .or(() -> customer.isPresent()
                        ? forbidden(page.get(), customer.get(), wanted)
                        : Optional.of(noSuchUser()));
        if (refusal.isPresent()) {
            return refusal.get().response();
        }
        var message = messages.put(new Message(
                page.get().nextId(customer.orElseThrow()),
                page.get().network(),
                page.get().company().orElseThrow(),
                customer.get().address(),
                false,
                text,
                file.stream().toList(),
                State.UNDERWAY,
                null,
                wanted.path("message").path("metadata").asText(null),
                clock.instant()));
        page.get().deliver(message, customer.get());
        return RestResponse.ok(
                json.createObjectNode().put("recipient_id", recipient).put("message_id", message.id()));
    }

    private Optional<Page> page(String id) {
        return pages.stream()
                .filter(it ->
                        it.account().filter(own -> own.pageId().equals(id)).isPresent())
                .findFirst();
    }

    private static Optional<GraphError> stranger(Optional<Page> page, String id, @Nullable String authorization) {
        if (page.isEmpty()) {
            return Optional.of(GraphError.noSuchObject("post", id));
        }
        return BearerToken.isShown(
                        authorization, page.get().account().orElseThrow().accessToken())
                ? Optional.empty()
                : Optional.of(GraphError.STRANGER);
    }

    private static Optional<GraphError> malformed(Page page, String recipient, String text, Optional<Attachment> file) {
        if (recipient.isEmpty()) {
            return Optional.of(refusal(100, 0, "The parameter recipient is required."));
        }
        if (text.isBlank() == file.isEmpty()) {
            return Optional.of(
                    refusal(100, 0, "A message has either a text or the attachment_id of a file that was uploaded."));
        }
        boolean tooLong = page.isInstagram()
                ? text.getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS
                : text.length() > MOST_TEXT;
        return tooLong
                ? Optional.of(refusal(
                        100,
                        0,
                        "Length of param message[text] must be less than or equal to "
                                + (page.isInstagram() ? MOST_OCTETS + " bytes" : Integer.toString(MOST_TEXT))))
                : Optional.empty();
    }

    private Optional<GraphError> forbidden(Page page, Person customer, JsonNode wanted) {
        var last = page.lastWord(customer);
        if (last.isEmpty()) {
            return Optional.of(noSuchUser());
        }
        boolean tagged = wanted.path("messaging_type").asText().equals("MESSAGE_TAG");
        if (tagged && !wanted.path("tag").asText().equals("HUMAN_AGENT")) {
            return Optional.of(refusal(100, 0, "The sandbox knows no tag but HUMAN_AGENT."));
        }
        if (last.get().plus(tagged ? HUMAN_AGENT_WINDOW : WINDOW).isBefore(clock.instant())) {
            return Optional.of(refusal(10, 2018278, "This message is sent outside of allowed window."));
        }
        return customer.address().equals(People.UNREACHABLE)
                ? Optional.of(refusal(551, 1545041, "This person isn't available right now."))
                : Optional.empty();
    }

    private static GraphError noSuchUser() {
        return refusal(100, 2018001, "No matching user found");
    }

    private static GraphError refusal(int code, int subcode, String message) {
        return new GraphError(400, code, subcode, "(#" + code + ") " + message);
    }
}
