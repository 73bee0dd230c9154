package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Upload;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Takes files for posts to come. Films and sounds are worked on for a while.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/media/">Media</a>
 */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Authorized
@Singleton
public class MediaResource {
    private static final int PARTIAL = 206;

    private final Files files;
    private final Entities entities;
    private final Duration pace;
    private final Clock clock;

    /** When those files are ready that are not yet. */
    private final Map<String, Instant> underWork = new ConcurrentHashMap<>();

    MediaResource(Files files, Entities entities, SandboxConfig config, Clock clock) {
        this.files = files;
        this.entities = entities;
        this.pace = config.pace();
        this.clock = clock;
    }

    @POST
    @Path("v2/media")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<JsonNode> upload(@HeaderParam("Content-Type") @DefaultValue("") String type, byte[] body) {
        Optional<Upload.Part> part;
        try {
            part = Upload.is(type)
                    ? Upload.read(type, body).file().filter(it -> it.field().equals("file"))
                    : Optional.empty();
        } catch (IOException noForm) {
            return new MastodonError(400, "The form cannot be read").response();
        }
        if (part.isEmpty()) {
            return MastodonError.invalid("Validation failed: File can't be blank")
                    .response();
        }
        var fault = Medium.fault(part.get().type(), part.get().bytes());
        if (fault.isPresent()) {
            return MastodonError.invalid("Validation failed: " + fault.get()).response();
        }
        var file = files.keepUpload(
                part.get().name(), part.get().type(), part.get().bytes());
        if (Medium.isImage(file.type())) {
            return RestResponse.ok(entities.file(file));
        }
        var now = clock.instant();
        underWork.values().removeIf(now::isAfter);
        underWork.put(file.id(), now.plus(pace));
        return ResponseBuilder.<JsonNode>create(202).entity(unready(file)).build();
    }

    @GET
    @Path("v1/media/{id}")
    public RestResponse<JsonNode> one(@PathParam("id") String id) {
        return files.find(id)
                .map(file -> isReady(file)
                        ? RestResponse.<JsonNode>ok(entities.file(file))
                        : ResponseBuilder.<JsonNode>create(PARTIAL)
                                .entity(unready(file))
                                .build())
                .orElseGet(MastodonError.NOT_FOUND::response);
    }

    boolean isReady(Attachment file) {
        var ready = underWork.get(file.id());
        return ready == null || !ready.isAfter(clock.instant());
    }

    private JsonNode unready(Attachment file) {
        return entities.file(file).putNull("url");
    }
}
