package io.rapport.desk.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.rapport.platform.messaging.TransientFailure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of a resource becomes problem details; what went wrong inside stays inside. */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response refusal(Refusal refusal) {
        return response(refusal.problem());
    }

    @ServerExceptionMapper
    public Response away(TransientFailure away) {
        LOG.warnf("action=defer cause=%s", away.getMessage());
        return response(Problem.of(503, "The place where files are kept does not answer. Try again shortly."));
    }

    // the narrower type is named too, because the framework has a mapper of its own for it
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    public Response unreadable(JsonProcessingException unreadable) {
        return response(unreadableBody());
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        if (failure.getCause() instanceof JsonProcessingException) {
            return response(unreadableBody());
        }
        return response(
                switch (status) {
                    case 400 -> unreadableBody();
                    case 404 -> Problem.of(404, "There is nothing at this address.");
                    case 405 -> Problem.of(405, "This address does not answer that kind of request.");
                    case 406 -> Problem.of(406, "The desk answers in JSON.");
                    case 413 -> Problem.of(413, "The request is larger than the desk takes.");
                    case 415 -> Problem.of(415, "The desk reads JSON: send Content-Type: application/json.");
                    default ->
                        status < 500 ? Problem.of(status, "The desk did not take the request.") : unexpected(failure);
                });
    }

    @ServerExceptionMapper
    public Response anythingElse(Throwable failure) {
        return response(unexpected(failure));
    }

    /** The problem for a failure nobody foresaw: the log has it under a reference that the person can quote. */
    public static Problem unexpected(Throwable failure) {
        var reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.errorf(failure, "Request failed reference=%s", reference);
        return Problem.of(
                500,
                "The desk failed to do this. Try again; if it fails again, tell whoever runs Rapport the reference "
                        + reference + ".");
    }

    private static Problem unreadableBody() {
        return Problem.of(400, "The request could not be read: a value is missing or has the wrong form.");
    }

    private static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(problem)
                .build();
    }
}
