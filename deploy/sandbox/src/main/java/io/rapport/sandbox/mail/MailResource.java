package io.rapport.sandbox.mail;

import io.rapport.sandbox.Problem;
import io.rapport.sandbox.people.People;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The customer's side of mail over HTTP. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class MailResource {
    private static final int MOST_TEXT = 500_000;

    private final Mailboxes mailboxes;
    private final CustomerPost post;
    private final SmtpSink sink;

    MailResource(Mailboxes mailboxes, CustomerPost post, SmtpSink sink) {
        this.mailboxes = mailboxes;
        this.post = post;
        this.sink = sink;
    }

    @GET
    @Path("/mailboxes")
    public List<Mailbox.Summary> all() {
        return mailboxes.all();
    }

    @GET
    @Path("/mailboxes/{address}")
    public Mailbox one(@PathParam("address") String address) {
        return mailboxes.of(address.toLowerCase(Locale.ROOT));
    }

    @GET
    @Path("/sink")
    public SmtpSink.Counts sink() {
        return sink.counts();
    }

    @POST
    @Path("/mails")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Object>> send(CustomerPost.@Nullable Letter letter) {
        var wrong = wrong(letter);
        if (letter == null || wrong.isPresent()) {
            return Uni.createFrom().item(Problem.response(400, "This mail cannot be sent", wrong.orElse(""), null));
        }
        return post.send(letter)
                .map(mail -> RestResponse.status(RestResponse.Status.CREATED, (Object) mail))
                .onFailure(CustomerPost.NotTaken.class)
                .recoverWithItem(MailResource::notTaken);
    }

    private static RestResponse<Object> notTaken(CustomerPost.NotTaken failure) {
        return Problem.response(
                failure.smtpCode() >= 500 ? 422 : 503,
                failure.smtpCode() >= 500 ? "The mail was refused" : "The mail cannot be delivered now",
                String.valueOf(failure.getMessage()),
                failure.smtpCode() == 0 ? null : failure.smtpCode());
    }

    @SuppressWarnings("ConstantValue") // JSON may leave out anything
    private static Optional<String> wrong(CustomerPost.@Nullable Letter letter) {
        if (letter == null
                || letter.from() == null
                || letter.text() == null
                || letter.text().isBlank()) {
            return Optional.of("A mail needs a sender and a text.");
        }
        if (!People.isFictional(letter.from())) {
            return Optional.of("The sender must be a made-up address such as carla@example.com.");
        }
        if (letter.to() != null && !letter.to().isBlank() && letter.to().strip().matches("(?s).*[\\s<>,].*")) {
            return Optional.of("The receiver must be one mail address.");
        }
        if (letter.text().length() > MOST_TEXT) {
            return Optional.of("The text must not be longer than " + MOST_TEXT + " characters.");
        }
        return Optional.empty();
    }
}
