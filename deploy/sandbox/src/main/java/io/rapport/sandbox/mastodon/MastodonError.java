package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Why Mastodon refuses a call.
 *
 * @see <a href="https://docs.joinmastodon.org/entities/Error/">Error</a>
 */
record MastodonError(int status, String error) {
    static final MastodonError STRANGER = new MastodonError(401, "The access token is invalid");
    static final MastodonError NOT_FOUND = new MastodonError(404, "Record not found");

    /** Of a post or a file that is not as it must be. */
    static MastodonError invalid(String what) {
        return new MastodonError(422, what);
    }

    JsonNode body() {
        return JsonNodeFactory.instance.objectNode().put("error", error);
    }

    RestResponse<JsonNode> response() {
        return ResponseBuilder.<JsonNode>create(status).entity(body()).build();
    }
}
