package io.rapport.desk.gateway;

import io.rapport.desk.account.SessionGate;
import io.rapport.desk.problem.Problem;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.token.ServiceTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls on to the services behind the desk, in the name of whoever is signed in.
 *
 * <p>Only headers that are named here travel either way: a service never sees a cookie, a browser never gets one.
 */
@Singleton
class GatewayRoute {
    private static final Logger LOG = Logger.getLogger(GatewayRoute.class);
    private static final List<CharSequence> TO_SERVICE = List.of(
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.IF_NONE_MATCH,
            "traceparent");
    private static final List<CharSequence> TO_BROWSER = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.ETAG,
            HttpHeaders.LOCATION);

    private final ServiceTokens tokens;
    private final GatewayConfig config;
    private final HttpClient client;

    GatewayRoute(ServiceTokens tokens, GatewayConfig config, Vertx vertx) {
        this.tokens = tokens;
        this.config = config;
        int patience = Math.toIntExact(config.timeout().toMillis());
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(patience).setMaxPoolSize(64));
    }

    void install(@Observes Router router) {
        pass(router, "customers", "customer-profile", config.customerProfile());
        pass(router, "care", "care-follow-up", config.careFollowUp());
        pass(router, "experience", "experience-scoring", config.experienceScoring());
        pass(router, "routing", "routing", config.routing());
    }

    private void pass(Router router, String path, String name, GatewayConfig.Service service) {
        router.route("/api/" + path + "/*").handler(request -> {
            var who = SessionGate.signedIn(request);
            if (who.roles().isEmpty()) {
                throw Refusal.forbidden("Your account has no role yet. Ask an administrator for one.");
            }
            request.request().pause();
            tokens.of(who).subscribe().with(token -> call(request, name, service, token), request::fail);
        });
    }

    private void call(RoutingContext request, String name, GatewayConfig.Service service, String token) {
        var in = request.request();
        var query = in.query();
        var path = request.normalizedPath().substring("/api".length());
        var options = new RequestOptions()
                .setMethod(in.method())
                .setAbsoluteURI(service.url() + path + (query == null ? "" : "?" + query))
                .setTimeout(config.timeout().toMillis())
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        for (var header : TO_SERVICE) {
            copy(header, in.getHeader(header), options);
        }
        client.request(options)
                .compose(out -> send(request, out))
                .onSuccess(answer -> answer(request, name, answer))
                .onFailure(failure -> away(request, name, failure));
    }

    private static Future<HttpClientResponse> send(RoutingContext request, HttpClientRequest out) {
        var in = request.request();
        boolean hasBody =
                in.getHeader(HttpHeaders.CONTENT_LENGTH) != null || in.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (hasBody) {
            return out.send(in);
        }
        in.resume();
        return out.send();
    }

    private static void answer(RoutingContext request, String name, HttpClientResponse answer) {
        int status = answer.statusCode();
        var contentType = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean explained = contentType != null && contentType.startsWith(Problem.MEDIA_TYPE);
        // to the console 401 means that the person is signed out, which only the desk can know
        if (status == 401 || status >= 500) {
            answer.resume();
            LOG.warnf("Service refused or failed service=%s status=%d path=%s", name, status, request.normalizedPath());
            Problem.of(502, "The part of the platform called " + name + " failed to answer. Try again shortly.")
                    .send(request.response());
        } else if (status >= 400 && !explained) {
            answer.resume();
            Problem.of(status, words(status, name)).send(request.response());
        } else {
            var response = request.response().setStatusCode(status);
            for (var header : TO_BROWSER) {
                var value = answer.getHeader(header);
                if (value != null) {
                    response.putHeader(header, value);
                }
            }
            if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
                response.setChunked(true);
            }
            answer.pipeTo(response).onFailure(broken -> response.reset());
        }
    }

    private static String words(int status, String name) {
        return switch (status) {
            case 403 -> "Your account may not do this.";
            case 404 -> "This does not exist, or no longer.";
            case 409 -> "Somebody else changed this in the meantime. Look again, then decide.";
            default -> "The part of the platform called " + name + " did not take the request.";
        };
    }

    private static void away(RoutingContext request, String name, Throwable failure) {
        boolean late = failure instanceof TimeoutException;
        LOG.warnf(
                "Service does not answer service=%s late=%s cause=%s",
                name, late, failure.getClass().getSimpleName());
        var problem = late
                ? Problem.of(
                        504, "The part of the platform called " + name + " took too long to answer. Try again shortly.")
                : Problem.of(502, "The part of the platform called " + name + " cannot be reached. Try again shortly.");
        request.request().resume();
        problem.send(request.response());
    }

    private static void copy(CharSequence header, @Nullable String value, RequestOptions to) {
        if (value != null) {
            to.putHeader(header, value);
        }
    }
}
