package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.sandbox.mastodon.Mastodon.Draft;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Upload;
import io.rapport.sandbox.phone.Visibility;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Posts for the company, and shows posts. Parameters come as JSON or as a form.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/statuses/">Statuses</a>
 */
@Path("/api/v1/statuses")
@Produces(MediaType.APPLICATION_JSON)
@Authorized
@Singleton
public class StatusResource {
    private final Mastodon mastodon;
    private final Statuses statuses;
    private final Entities entities;
    private final MediaResource media;
    private final Files files;
    private final ObjectMapper json;

    StatusResource(
            Mastodon mastodon,
            Statuses statuses,
            Entities entities,
            MediaResource media,
            Files files,
            ObjectMapper json) {
        this.mastodon = mastodon;
        this.statuses = statuses;
        this.entities = entities;
        this.media = media;
        this.files = files;
        this.json = json;
    }

    /** One after the other, so that the same key posts once. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public synchronized RestResponse<JsonNode> post(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            byte[] body) {
        ObjectNode wanted;
        try {
            wanted = read(type, body);
        } catch (IOException unreadable) {
            return new MastodonError(400, "The parameters cannot be read").response();
        }
        var before = Optional.ofNullable(key).flatMap(statuses::withKey);
        if (before.isPresent()) {
            return RestResponse.ok(entities.status(before.get()));
        }
        var answers = wanted.path("in_reply_to_id").asText("");
        if (!answers.isEmpty() && statuses.find(answers).isEmpty()) {
            return new MastodonError(404, "The post you are trying to reply to does not appear to exist.").response();
        }
        var named = wanted.path("media_ids").valueStream().map(JsonNode::asText).toList();
        var attached = named.stream().flatMap(it -> files.find(it).stream()).toList();
        var text = wanted.path("status").asText("");
        var warning = wanted.path("spoiler_text").asText("");
        var word = wanted.path("visibility").asText("public");
        var visibility = Visibility.of(word);
        var fault = faultOfFiles(named, attached)
                .or(() -> faultOfText(text, warning, attached))
                .or(() -> visibility.isEmpty()
                        ? Optional.of("'" + word + "' is not a valid visibility")
                        : Optional.empty())
                .or(() -> wanted.has("poll") || wanted.has("scheduled_at")
                        ? Optional.of("The sandbox's Mastodon takes no polls, and posts at once")
                        : Optional.empty());
        if (fault.isPresent()) {
            return MastodonError.invalid(fault.get()).response();
        }
        return RestResponse.ok(entities.status(mastodon.post(new Draft(
                text,
                warning,
                visibility.orElseThrow(),
                wanted.path("language").asText("en"),
                answers.isEmpty() ? null : answers,
                attached,
                key))));
    }

    private Optional<String> faultOfFiles(List<String> named, List<Attachment> attached) {
        if (named.size() > Medium.MOST) {
            return Optional.of("Cannot attach more than " + Medium.MOST + " files");
        }
        var free = attached.stream()
                .map(Attachment::id)
                .filter(it -> !statuses.isAttached(it))
                .toList();
        if (!free.containsAll(named)) {
            return Optional.of(named.stream()
                    .filter(it -> !free.contains(it))
                    .collect(Collectors.joining(", ", "Media ", " not found or already attached to another post")));
        }
        if (named.size() > 1 && !attached.stream().allMatch(it -> Medium.isImage(it.type()))) {
            return Optional.of("Cannot attach a video to a post that already contains images");
        }
        return attached.stream().allMatch(media::isReady)
                ? Optional.empty()
                : Optional.of("Cannot attach files that have not finished processing. Try again in a moment!");
    }

    private static Optional<String> faultOfText(String text, String warning, List<Attachment> attached) {
        if (text.isBlank() && attached.isEmpty()) {
            return Optional.of("Validation failed: Text can't be blank");
        }
        return Text.length(warning + text) > Text.MOST
                ? Optional.of("Validation failed: Text character limit of " + Text.MOST + " exceeded")
                : Optional.empty();
    }

    private ObjectNode read(String type, byte[] body) throws IOException {
        var wanted = json.createObjectNode();
        var text = new String(body, StandardCharsets.UTF_8);
        if (type.startsWith("application/json")) {
            if (json.readTree(text) instanceof ObjectNode given) {
                wanted.setAll(given);
            }
        } else if (Upload.is(type)) {
            Upload.read(type, body).fields().forEach((name, value) -> put(wanted, name, List.of(value)));
        } else {
            new QueryStringDecoder(text, false).parameters().forEach((name, values) -> put(wanted, name, values));
        }
        return wanted;
    }

    /** A name with brackets is a list's. */
    private static void put(ObjectNode wanted, String name, List<String> values) {
        if (name.endsWith("[]")) {
            values.forEach(wanted.withArray("/" + name.substring(0, name.length() - 2))::add);
        } else {
            wanted.put(name, values.getLast());
        }
    }

    @GET
    @Path("{id}")
    public RestResponse<JsonNode> one(@PathParam("id") String id) {
        return statuses.find(id)
                .map(it -> RestResponse.<JsonNode>ok(entities.status(it)))
                .orElseGet(MastodonError.NOT_FOUND::response);
    }

    /** The posts before it and the answers to it. */
    @GET
    @Path("{id}/context")
    public RestResponse<JsonNode> context(@PathParam("id") String id) {
        return statuses.find(id)
                .map(status -> {
                    var context = json.createObjectNode();
                    var ancestors = context.putArray("ancestors");
                    statuses.ancestors(status).forEach(it -> ancestors.add(entities.status(it)));
                    var descendants = context.putArray("descendants");
                    statuses.descendants(status).forEach(it -> descendants.add(entities.status(it)));
                    return RestResponse.<JsonNode>ok(context);
                })
                .orElseGet(MastodonError.NOT_FOUND::response);
    }
}
