package io.rapport.social.provider.messenger;

import static io.rapport.social.meta.Envelope.text;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What the customers of one page are called: Meta tells with a message only by which id the page knows its sender.
 *
 * <p>What came of asking is remembered, also that nothing did, so that a Meta that is away or refuses does not hold up every message.
 *
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/identity/user-profile">User Profile API</a>
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/instagram/features/user-profile">Instagram's</a>
 */
final class MessengerNames {
    private static final Logger LOG = Logger.getLogger(MessengerNames.class);

    /** A message waits for it, and Meta waits 20 seconds for our own answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final Duration ASKED_AGAIN = Duration.ofHours(1);
    private static final int MOST = 10_000;

    /** It becomes part of an address. */
    private static final Pattern ID = Pattern.compile("[0-9]+");

    private final MessengerConfig.Account account;
    private final GraphApi api;
    private final AsyncCache<String, Optional<String>> names;

    MessengerNames(MessengerConfig.Account account, GraphApi api, Ticker ticker) {
        this.account = account;
        this.api = api;
        this.names = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST)
                .expireAfter(Expiry.<String, Optional<String>>creating(
                        (person, name) -> name.isPresent() ? REMEMBERED : ASKED_AGAIN))
                .buildAsync();
    }

    /** Never fails. */
    Uni<Optional<String>> of(String person) {
        return ID.matcher(person).matches()
                ? Uni.createFrom()
                        // a copy: who stops waiting must not end it for the others
                        .completionStage(() ->
                                names.get(person, (it, executor) -> ask(it)).copy())
                : Uni.createFrom().item(Optional.empty());
    }

    private CompletableFuture<Optional<String>> ask(String person) {
        return Uni.createFrom()
                .completionStage(() -> api.get(address(person), account.accessToken()))
                .map(this::name)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "action=ask-name account=%s cause=%s",
                            account.id(), failure.getClass().getSimpleName());
                    return Optional.empty();
                })
                .subscribeAsCompletionStage();
    }

    private URI address(String person) {
        var fields = account.network() == Network.INSTAGRAM ? "name,username" : "name";
        return URI.create(account.apiBaseUrl() + "/" + person + "?fields=" + fields);
    }

    private Optional<String> name(GraphApi.Answer answer) {
        if (answer.status() != 200) {
            LOG.infof(
                    "action=ask-name account=%s cause=refused status=%d code=%d subcode=%d",
                    account.id(), answer.status(), answer.errorCode(), answer.errorSubcode());
            return Optional.empty();
        }
        return text(answer.body(), "name").or(() -> text(answer.body(), "username"));
    }
}
