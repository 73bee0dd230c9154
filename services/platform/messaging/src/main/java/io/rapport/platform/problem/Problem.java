package io.rapport.platform.problem;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Problem details, <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>; the type leaves the meaning to the status. */
public record Problem(
        String type, String title, int status, @Nullable String detail) {
    /** A response that says what is wrong. */
    public static Response.ResponseBuilder of(int status, String title, @Nullable String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, detail));
    }
}
