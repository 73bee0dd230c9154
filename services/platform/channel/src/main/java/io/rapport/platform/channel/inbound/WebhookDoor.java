package io.rapport.platform.channel.inbound;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What every provider's webhook passes: a known account, its rate, a genuine call, and an answer that tells the truth. */
@Singleton
public class WebhookDoor {
    private static final Logger LOG = Logger.getLogger(WebhookDoor.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final WebhookConfig config;
    private final MeterRegistry metrics;
    private final Map<String, Bucket> rates = new ConcurrentHashMap<>();

    WebhookDoor(Accounts accounts, WebhookConfig config, MeterRegistry metrics) {
        this.accounts = accounts;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Answers a call.
     *
     * @param vendor the kind of provider the address is for
     * @param handler gets a genuine call only; 400 when it fails with {@link Malformed}, 503 when what it needs is away
     */
    public <P extends WebhookProvider> Uni<Response> answer(
            String accountId,
            Class<P> vendor,
            HttpServerRequest request,
            byte[] body,
            Function<Visit<P>, Uni<Response>> handler) {
        var account = accounts.withId(accountId).filter(it -> vendor.isInstance(it.provider()));
        if (account.isEmpty()) {
            return accounts.isComplete()
                    ? refuse(404, "Unknown account", "No account of this id is configured for this provider.")
                    : refuse(503, "Come again", "The accounts are not all known yet.");
        }
        if (!rate(accountId).tryConsume(1)) {
            return refuse(429, "Too many calls", "This account gets more calls a second than configured.");
        }
        var provider = vendor.cast(account.get().provider());
        if (!provider.verify(call(request, body))) {
            LOG.warnf("action=refuse-webhook account=%s cause=proof", accountId);
            return refuse(403, "Not genuine", "The call does not carry the proof that its provider sent it.");
        }
        return handler.apply(new Visit<>(account.get(), provider))
                .onFailure(Malformed.class)
                .recoverWithUni(malformed -> {
                    LOG.warnf("action=refuse-webhook account=%s cause=\"%s\"", accountId, malformed.getMessage());
                    return refuse(400, "Malformed", String.valueOf(malformed.getMessage()));
                })
                .onFailure(TransientFailure::is)
                .recoverWithUni(away -> {
                    LOG.warnf(
                            "action=defer-webhook account=%s cause=%s",
                            accountId, away.getClass().getSimpleName());
                    return refuse(503, "Come again", "The message cannot be kept safely now.");
                });
    }

    /** A genuine call and whom it is for. */
    public record Visit<P>(Account account, P provider) {}

    private WebhookCall call(HttpServerRequest request, byte[] body) {
        var url = config.publicUrl().map(base -> base + request.uri()).orElseGet(request::absoluteURI);
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new WebhookCall(url, headers, body);
    }

    private Bucket rate(String accountId) {
        return rates.computeIfAbsent(
                accountId,
                id -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(2L * config.callsPerSecond())
                                .refillGreedy(config.callsPerSecond(), Duration.ofSeconds(1)))
                        .build());
    }

    private Uni<Response> refuse(int status, String title, String detail) {
        metrics.counter("rapport.webhook.refused", "status", Integer.toString(status))
                .increment();
        var problem = Problem.of(status, title, detail);
        if (status == 429 || status == 503) {
            problem.header("Retry-After", COME_AGAIN.toSeconds());
        }
        return Uni.createFrom().item(problem.build());
    }
}
