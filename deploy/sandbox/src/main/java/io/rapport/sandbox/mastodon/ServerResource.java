package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.SandboxConfig;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * What the server says about itself, and about the account.
 *
 * @see <a href="https://docs.joinmastodon.org/entities/Instance/">Instance</a>
 * @see <a href="https://docs.joinmastodon.org/methods/accounts/#verify_credentials">Verify credentials</a>
 */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {
    private final CompanyAccount company;
    private final Entities entities;
    private final String url;
    private final ObjectMapper json;

    ServerResource(CompanyAccount company, Entities entities, SandboxConfig config, ObjectMapper json) {
        this.company = company;
        this.entities = entities;
        this.url = config.url();
        this.json = json;
    }

    @GET
    @Path("v1/accounts/verify_credentials")
    @Authorized
    public JsonNode credentials() {
        return entities.credentials();
    }

    @GET
    @Path("v2/instance")
    public JsonNode instance() {
        var instance = json.createObjectNode()
                .put("domain", company.server())
                .put("title", "Rapport sandbox")
                .put("version", "4.5.0")
                .put("source_url", "https://github.com/mastodon/mastodon")
                .put("description", "Speaks as Mastodon does, for trying and testing.");
        instance.putArray("languages").add("en");
        var configuration = instance.putObject("configuration");
        configuration.putObject("urls").put("streaming", url.replaceFirst("^http", "ws"));
        configuration
                .putObject("statuses")
                .put("max_characters", Text.MOST)
                .put("max_media_attachments", Medium.MOST)
                .put("characters_reserved_per_url", Text.ADDRESS_LENGTH);
        var media = configuration
                .putObject("media_attachments")
                .put("image_size_limit", Medium.IMAGE.mostBytes())
                .put("video_size_limit", Medium.VIDEO.mostBytes());
        var types = media.putArray("supported_mime_types");
        Medium.allTypes().forEach(types::add);
        instance.putObject("registrations").put("enabled", false).put("approval_required", false);
        instance.putArray("rules");
        return instance;
    }
}
