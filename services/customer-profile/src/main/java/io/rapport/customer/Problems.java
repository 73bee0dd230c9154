package io.rapport.customer;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Errors as problem details, <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>. */
class Problems {
    /** What went wrong; a blank type leaves the meaning to the status. */
    record Problem(
            URI type, String title, int status, @Nullable String detail) {}

    @ServerExceptionMapper
    Response problem(WebApplicationException e) {
        var status = e.getResponse().getStatusInfo();
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem(
                        URI.create("about:blank"), status.getReasonPhrase(), status.getStatusCode(), e.getMessage()))
                .build();
    }
}
