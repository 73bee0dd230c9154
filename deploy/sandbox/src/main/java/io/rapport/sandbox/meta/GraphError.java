package io.rapport.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Why the Graph API refuses a call.
 *
 * @param subcode 0 when there is none
 * @see <a href="https://developers.facebook.com/docs/graph-api/guides/error-handling">Handle errors</a>
 */
public record GraphError(int status, int code, int subcode, String message) {
    public static final GraphError STRANGER =
            new GraphError(401, 190, "Invalid OAuth access token - Cannot parse access token");

    public GraphError(int status, int code, String message) {
        this(status, code, 0, message);
    }

    public RestResponse<JsonNode> response() {
        var body = JsonNodeFactory.instance.objectNode();
        var error = body.putObject("error")
                .put("message", message)
                .put("type", "OAuthException")
                .put("code", code)
                .put(
                        "fbtrace_id",
                        "A" + UUID.randomUUID().toString().replace("-", "").substring(0, 22));
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        return ResponseBuilder.<JsonNode>create(status).entity(body).build();
    }
}
