package io.rapport.platform.problem;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives every error of a resource the form of a {@link Problem}; a service's own mapper wins. */
class ProblemMapper {
    @ServerExceptionMapper(priority = Priorities.USER + 1)
    Response problem(WebApplicationException e) {
        var status = e.getResponse().getStatusInfo();
        return Problem.of(status.getStatusCode(), status.getReasonPhrase(), e.getMessage())
                .build();
    }
}
