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
    /** A case of code 100. */
    private static final int NO_SUCH_OBJECT = 33;

    public static final GraphError STRANGER =
            new GraphError(401, 190, "Invalid OAuth access token - Cannot parse access token");

    public GraphError(int status, int code, String message) {
        this(status, code, 0, message);
    }

    /** What the call names is not there, or not to be seen. */
    public static GraphError noSuchObject(String method, String id) {
        return new GraphError(
                400,
                100,
                NO_SUCH_OBJECT,
                "Unsupported " + method + " request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
    }

    public RestResponse<JsonNode> response() {
        var body = JsonNodeFactory.instance.objectNode();
        var error = body.putObject("error")
                .put("message", message)
                .put("type", subcode == NO_SUCH_OBJECT ? "GraphMethodException" : "OAuthException")
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
