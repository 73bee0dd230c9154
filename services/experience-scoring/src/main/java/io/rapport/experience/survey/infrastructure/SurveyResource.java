package io.rapport.experience.survey.infrastructure;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.rapport.experience.survey.application.AnsweringFlow;
import io.rapport.experience.survey.application.Surveys;
import io.rapport.experience.survey.model.Answer;
import io.rapport.experience.survey.model.AnswerOutcome;
import io.rapport.experience.survey.model.Survey;
import io.rapport.experience.survey.model.SurveyToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a customer answers, for everybody who has its address.
 *
 * <p>Mail scanners and previews open every link, so opening records nothing, whatever the address says.
 */
@Path("/survey/{token}")
@PermitAll
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class SurveyResource {
    private static final Logger LOG = Logger.getLogger(SurveyResource.class);

    private static final int GONE = 410;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private static final List<Choice> CHOICES = List.of(
            new Choice(5, "Very satisfied"),
            new Choice(4, "Satisfied"),
            new Choice(3, "Neither satisfied nor dissatisfied"),
            new Choice(2, "Dissatisfied"),
            new Choice(1, "Very dissatisfied"));

    private final Surveys surveys;
    private final AnsweringFlow answering;
    private final CallLimit limit;
    private final Clock clock;

    SurveyResource(Surveys surveys, AnsweringFlow answering, CallLimit limit, Clock clock) {
        this.surveys = surveys;
        this.answering = answering;
        this.limit = limit;
        this.clock = clock;
    }

    /** One of the five answers. */
    record Choice(int rating, String words) {}

    /** What the form shows. */
    record Form(String question, List<Choice> choices, int chosen, String comment, int maxComment, String problem) {}

    @CheckedTemplate(basePath = "survey")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance form(Form form);

        static native TemplateInstance message(String title, String text);
    }

    @GET
    public Uni<Response> open(
            @PathParam("token") String token,
            @QueryParam("rating") @Nullable String rating,
            @Context HttpServerRequest request) {
        return limited(
                request,
                () -> SurveyToken.parse(token)
                        .map(surveys::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                        .chain(found ->
                                found.map(survey -> open(survey, rating)).orElseGet(SurveyResource::unknown)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> answer(
            @PathParam("token") String token,
            @FormParam("rating") @Nullable String rating,
            @FormParam("comment") @Nullable String comment,
            @Context HttpServerRequest request) {
        return limited(
                request,
                () -> SurveyToken.parse(token)
                        .map(parsed -> answering
                                .answer(parsed, rating, comment)
                                .chain(outcome -> page(outcome, Survey.points(rating), comment == null ? "" : comment)))
                        .orElseGet(SurveyResource::unknown));
    }

    private Uni<Response> open(Survey survey, @Nullable String rating) {
        if (survey.answer() != null) {
            return answered(Response.Status.OK.getStatusCode());
        }
        return survey.expired(clock.instant())
                ? expired()
                : form(Response.Status.OK.getStatusCode(), survey, Survey.points(rating), "", "");
    }

    private static Uni<Response> page(AnswerOutcome outcome, int rating, String comment) {
        return switch (outcome) {
            case AnswerOutcome.Recorded recorded ->
                message(
                        Response.Status.OK.getStatusCode(),
                        "Thank you!",
                        recorded.answer().rating() <= 2
                                ? "Your answer is with us. We are sorry that we let you down, and a person will look at it."
                                : "Your answer is with us, and it helps us to do better.");
            case AnswerOutcome.Incomplete incomplete ->
                form(UNPROCESSABLE, incomplete.survey(), rating, comment, incomplete.problem());
            case AnswerOutcome.AlreadyAnswered ignored -> answered(CONFLICT);
            case AnswerOutcome.Expired ignored -> expired();
            case AnswerOutcome.Unknown ignored -> unknown();
        };
    }

    private static Uni<Response> answered(int status) {
        return message(
                status,
                "We already have your answer",
                "Thank you! Your first answer is the one that counts, so nothing has changed. If you would like to add"
                        + " something, simply reply to our last message.");
    }

    private static Uni<Response> expired() {
        return message(
                GONE,
                "This question has expired",
                "We no longer collect answers to it. If something is on your mind, simply reply to our last message.");
    }

    private static Uni<Response> unknown() {
        return message(
                Response.Status.NOT_FOUND.getStatusCode(),
                "We do not know this page",
                "Please check that the whole address was copied from the message that we sent you.");
    }

    private static Uni<Response> form(int status, Survey survey, int chosen, String comment, String problem) {
        return html(
                status, Pages.form(new Form(survey.question(), CHOICES, chosen, comment, Answer.MAX_COMMENT, problem)));
    }

    private static Uni<Response> message(int status, String title, String text) {
        return html(status, Pages.message(title, text));
    }

    private Uni<Response> limited(HttpServerRequest request, Supplier<Uni<Response>> page) {
        return limit.allows(request.remoteAddress().hostAddress())
                ? page.get().onFailure().recoverWithUni(SurveyResource::failed)
                : message(TOO_MANY, "One moment, please", "That was a little fast. Please try again in a minute.");
    }

    /** Said here, because the framework's own error log would name the address and with it the token. */
    private static Uni<Response> failed(Throwable failure) {
        LOG.error("action=serve-survey outcome=failed", failure);
        return message(
                Response.Status.SERVICE_UNAVAILABLE.getStatusCode(),
                "Something went wrong on our side",
                "Nothing was recorded. We are sorry; please try again in a few minutes.");
    }

    private static Uni<Response> html(int status, TemplateInstance page) {
        return page.createUni()
                .map(text -> Response.status(status)
                        .entity(text)
                        // the address holds the token: keep it out of caches, other sites' logs and search engines
                        .header("Cache-Control", "no-store")
                        .header("Referrer-Policy", "no-referrer")
                        .header("X-Robots-Tag", "noindex, nofollow")
                        .header("X-Content-Type-Options", "nosniff")
                        .header(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                        .build());
    }
}
