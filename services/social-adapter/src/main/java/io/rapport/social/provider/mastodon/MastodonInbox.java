package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.DeterministicId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The notifications of one account, taken in their order from where we had got to.
 *
 * <p>The server's stream only says that there is something new; what it is, is asked for. So nothing is lost while the stream is
 * broken, and there is one way in for what comes now and what came during an outage.
 */
final class MastodonInbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(MastodonInbox.class);
    private static final int PAGE = 80;
    private static final Duration AGAIN_FIRST = Duration.ofSeconds(1);
    private static final Duration AGAIN_LONGEST = Duration.ofMinutes(1);
    private static final String NEWS = "event: notification";

    private final Account account;
    private final MastodonApi api;
    private final MastodonParser parser;
    private final Duration poll;
    private final InboundFlow flow;
    private final PayloadStore store;
    private final HttpClient streams;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Cancellable listening;
    private volatile @Nullable Cancellable looking;
    private @Nullable Cancellable polling;

    MastodonInbox(
            Account account,
            MastodonAccounts.Reach reach,
            Duration poll,
            Duration silence,
            InboundFlow flow,
            PayloadStore store,
            Vertx vertx) {
        this.account = account;
        this.api = reach.api();
        this.parser = reach.parser();
        this.poll = poll;
        this.flow = flow;
        this.store = store;
        this.streams = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setIdleTimeout(Math.toIntExact(silence.toSeconds())));
    }

    void open() {
        listen(Duration.ofMillis(1));
        polling = Multi.createFrom()
                .ticks()
                .startingAfter(poll)
                .every(poll)
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> look());
    }

    private void listen(Duration pause) {
        if (closed) {
            return;
        }
        listening = Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .chain(() -> Uni.createFrom()
                        .completionStage(() -> api.instance()
                                .thenCompose(instance ->
                                        connect(api.streaming(instance)).toCompletionStage())))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("action=stream account=%s cause=\"%s\"", account.id(), failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(AGAIN_FIRST, AGAIN_LONGEST)
                .indefinitely()
                .subscribe()
                .with(
                        connected -> LOG.infof("action=streaming account=%s", account.id()),
                        failure -> LOG.errorf(failure, "action=stream account=%s", account.id()));
    }

    private io.vertx.core.Future<HttpClientResponse> connect(URI address) {
        return streams.request(new RequestOptions()
                        .setAbsoluteURI(address.toString())
                        .putHeader(HttpHeaders.ACCEPT, "text/event-stream")
                        .putHeader(HttpHeaders.AUTHORIZATION, api.authorization()))
                .compose(HttpClientRequest::send)
                .map(response -> {
                    if (response.statusCode() != 200) {
                        response.request().reset();
                        throw new TransientFailure("The stream is refused: HTTP " + response.statusCode());
                    }
                    var over = new AtomicBoolean();
                    Runnable again = () -> {
                        if (!over.getAndSet(true)) {
                            LOG.infof("action=stream-ended account=%s", account.id());
                            listen(AGAIN_FIRST);
                        }
                    };
                    response.handler(RecordParser.newDelimited("\n", line -> {
                        if (line.toString(StandardCharsets.UTF_8).strip().equals(NEWS)) {
                            look();
                        }
                    }));
                    response.exceptionHandler(broken -> again.run());
                    response.endHandler(ended -> again.run());
                    // what came while nobody listened
                    look();
                    return response;
                });
    }

    /** Takes in what is new; while that is being done, once more afterwards. */
    private void look() {
        if (asked.getAndIncrement() == 0) {
            lookNow();
        }
    }

    private void lookNow() {
        if (closed) {
            return;
        }
        int now = asked.get();
        looking = catchUp()
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("action=catch-up account=%s cause=\"%s\"", account.id(), failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(AGAIN_FIRST, AGAIN_LONGEST)
                .indefinitely()
                .subscribe()
                .with(
                        done -> {
                            if (!asked.compareAndSet(now, 0)) {
                                lookNow();
                            }
                        },
                        failure -> LOG.errorf(failure, "action=catch-up account=%s", account.id()));
    }

    private Uni<Void> catchUp() {
        return StoreCall.of(() -> store.state(account.tenant(), checkpoint()))
                .chain(kept -> kept.isPresent() ? pages(new String(kept.get(), StandardCharsets.US_ASCII)) : begin());
    }

    /** What was before the account was connected stays there. */
    private Uni<Void> begin() {
        return notifications("?limit=1")
                .chain(last ->
                        keep(last.isEmpty() ? "0" : last.getFirst().path("id").asText()));
    }

    private Uni<Void> pages(String after) {
        return notifications("?limit=" + PAGE + "&min_id=" + after)
                .chain(page -> page.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Multi.createFrom()
                                .iterable(page.reversed())
                                .onItem()
                                .transformToUniAndConcatenate(this::take)
                                .collect()
                                .last()
                                .chain(() -> keep(page.getFirst().path("id").asText()))
                                // a page that is not full is the last one
                                .chain(() -> page.size() < PAGE
                                        ? Uni.createFrom().voidItem()
                                        : pages(page.getFirst().path("id").asText())));
    }

    /** Newest first. */
    private Uni<List<JsonNode>> notifications(String query) {
        return Uni.createFrom()
                .completionStage(() -> api.get("/api/v1/notifications" + query))
                .map(answer -> {
                    if (answer.status() != 200 || !answer.body().isArray()) {
                        throw new TransientFailure("The server gives no notifications: HTTP " + answer.status());
                    }
                    var page = new ArrayList<JsonNode>();
                    answer.body().forEach(page::add);
                    if (page.stream()
                            .anyMatch(it -> !MastodonParser.isId(it.path("id").asText("")))) {
                        throw new TransientFailure("The server gives notifications without an id");
                    }
                    return page;
                });
    }

    private Uni<Void> take(JsonNode notification) {
        return root(notification)
                .chain(root -> flow.take(
                        account,
                        notification.toString().getBytes(StandardCharsets.UTF_8),
                        () -> List.of(parser.parse(notification, root))))
                // kept as it came, and counted; the next one must not wait for it
                .onFailure(Malformed.class)
                .recoverWithItem(malformed -> {
                    LOG.warnf("action=skip-notification account=%s cause=\"%s\"", account.id(), malformed.getMessage());
                    return null;
                });
    }

    /** The first post of the thread that it answers in, when it answers. */
    private Uni<Optional<String>> root(JsonNode notification) {
        var answered = parser.answered(notification);
        if (!parser.isMessage(notification) || answered.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.createFrom()
                .completionStage(() -> api.get("/api/v1/statuses/" + answered.get() + "/context"))
                .map(answer -> switch (answer.status()) {
                    case 200 ->
                        Optional.of(answer.body().at("/ancestors/0/id").asText(""))
                                .filter(MastodonParser::isId)
                                .or(() -> answered);
                    // gone, or not for us to see
                    case 403, 404, 410 -> answered;
                    default -> throw new TransientFailure("The server does not show a thread: HTTP " + answer.status());
                });
    }

    private Uni<Void> keep(String last) {
        return StoreCall.of(() -> {
                    store.putState(account.tenant(), checkpoint(), last.getBytes(StandardCharsets.US_ASCII));
                    return last;
                })
                .replaceWithVoid();
    }

    private String checkpoint() {
        return "mastodon-" + DeterministicId.of(account.address());
    }

    @Override
    public void close() {
        closed = true;
        for (var it : new Cancellable[] {polling, listening, looking}) {
            if (it != null) {
                it.cancel();
            }
        }
        streams.close();
    }
}
