package io.rapport.social.inbound;

import jakarta.ws.rs.core.Response;

/** What a caller reads when we do not do what it asks (RFC 9457). */
record Problem(String type, String title, int status, String detail) {
    static Response.ResponseBuilder of(int status, String title, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, detail));
    }
}
