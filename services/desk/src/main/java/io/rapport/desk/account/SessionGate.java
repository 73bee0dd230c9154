package io.rapport.desk.account;

import io.rapport.desk.problem.Problem;
import io.rapport.desk.problem.ProblemMappers;
import io.rapport.desk.problem.Refusal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one way into {@code /api}: whatever lies behind it, resource, stream or gateway, is reached only with a living
 * session, and changes something only with the session's CSRF token.
 */
@Singleton
public class SessionGate {
    static final String COOKIE = "rapport_session";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String SIGNED_IN = SignedIn.class.getName();
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Of everything but files. */
    private static final long LARGEST_BODY = 1024 * 1024;

    private static final Pattern FILES = Pattern.compile("/api/conversations/[^/]+/files");

    /** Before every other route. */
    private static final int FIRST = -1_000;

    private final Sessions sessions;

    SessionGate(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Who asks; only behind the gate. */
    public static SignedIn signedIn(RoutingContext request) {
        SignedIn signedIn = request.get(SIGNED_IN);
        if (signedIn == null) {
            throw Refusal.notSignedIn();
        }
        return signedIn;
    }

    void install(@Observes Router router) {
        router.route("/api/*").order(FIRST).handler(this::check).failureHandler(SessionGate::fail);
        router.route("/api/*")
                .last()
                .handler(request ->
                        Problem.of(404, "There is nothing at this address.").send(request.response()));
    }

    private void check(RoutingContext request) {
        if (!takesFiles(request) && length(request) > LARGEST_BODY) {
            refuse(request, Refusal.tooLarge());
            return;
        }
        if (isSignIn(request)) {
            request.next();
            return;
        }
        var cookie = request.request().getCookie(COOKIE);
        if (cookie == null) {
            refuse(request, Refusal.notSignedIn());
            return;
        }
        // the body waits until the session is known
        request.request().pause();
        find(request, cookie);
    }

    private void find(RoutingContext request, Cookie cookie) {
        sessions.find(cookie.getValue()).subscribe().with(found -> decide(request, found), request::fail);
    }

    private static void decide(RoutingContext request, Optional<SignedIn> found) {
        request.request().resume();
        if (found.isEmpty()) {
            refuse(request, Refusal.notSignedIn());
        } else if (!HARMLESS.contains(request.request().method())
                && !found.get().provesOwnPage(request.request().getHeader(CSRF_HEADER))) {
            refuse(
                    request,
                    Refusal.forbidden("The request does not prove that it comes from the console. Reload the page."));
        } else {
            request.put(SIGNED_IN, found.get());
            request.next();
        }
    }

    private static boolean takesFiles(RoutingContext request) {
        return FILES.matcher(request.normalizedPath()).matches();
    }

    private static long length(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static boolean isSignIn(RoutingContext request) {
        return HttpMethod.POST.equals(request.request().method()) && "/api/session".equals(request.normalizedPath());
    }

    private static void refuse(RoutingContext request, Refusal refusal) {
        refusal.problem().send(request.response());
    }

    private static void fail(RoutingContext request) {
        var failure = request.failure();
        Problem problem;
        if (failure instanceof Refusal refusal) {
            problem = refusal.problem();
        } else if (request.statusCode() == 413) {
            problem = Problem.of(413, "The request is larger than the desk takes.");
        } else if (failure == null && request.statusCode() >= 400) {
            problem = Problem.of(request.statusCode(), "The desk did not take the request.");
        } else {
            problem = ProblemMappers.unexpected(
                    failure == null ? new IllegalStateException("failed without a cause") : failure);
        }
        problem.send(request.response());
    }
}
