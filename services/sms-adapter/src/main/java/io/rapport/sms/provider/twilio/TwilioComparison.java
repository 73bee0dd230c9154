package io.rapport.sms.provider.twilio;

import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.value.Channel;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.inbound.ListComparisons;
import io.rapport.platform.channel.inbound.ListComparisons.Found;
import io.rapport.sms.inbound.SmsPayloads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Now and then compares what has come with Twilio's own list, and fetches what has not: Twilio calls once, and gives up when nobody
 * answers.
 */
@Singleton
class TwilioComparison {
    private static final Logger LOG = Logger.getLogger(TwilioComparison.class);
    private static final String LIST = "Messages";
    /** Of one comparison. */
    private static final int MOST_PAGES = 50;

    private final TwilioConfig.Compare config;
    private final Accounts accounts;
    private final TwilioSeen seen;
    private final SmsPayloads payloads;
    private final ListComparisons comparisons;
    private final Clock clock;
    private @Nullable Cancellable comparing;

    TwilioComparison(
            TwilioConfig config,
            Accounts accounts,
            TwilioSeen seen,
            SmsPayloads payloads,
            ListComparisons comparisons,
            Clock clock) {
        this.config = config.compare();
        this.accounts = accounts;
        this.seen = seen;
        this.payloads = payloads;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    /** What is looked at: sent in this time, both ends included. */
    private record Window(Instant from, Instant to) {}

    void start(@Observes StartupEvent started) {
        if (config.isOff()) {
            return;
        }
        comparing = Multi.createFrom()
                .ticks()
                .every(config.every())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> compareAll())
                .subscribe()
                .with(
                        compared -> LOG.tracef("action=compare-list"),
                        failure -> LOG.errorf(failure, "action=compare-list"));
    }

    private Uni<Void> compareAll() {
        return Multi.createFrom()
                .iterable(accounts.all())
                .filter(account -> account.provider() instanceof TwilioProvider)
                .onItem()
                .transformToUniAndConcatenate(account -> compare(account, (TwilioProvider) account.provider())
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf(
                                    "action=compare-list account=%s cause=\"%s\"", account.id(), failure.getMessage());
                            return null;
                        }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> compare(Account account, TwilioProvider provider) {
        var now = clock.instant();
        return seen.since(account, now.truncatedTo(ChronoUnit.SECONDS)).chain(since -> {
            var back = now.minus(config.back());
            var window = new Window(since.isAfter(back) ? since : back, now.minus(config.settle()));
            var first = provider.list()
                    .first(
                            account.address(),
                            window.from().atOffset(ZoneOffset.UTC).toLocalDate());
            return compare(account, provider, window, first, 1)
                    .chain(found -> comparisons.tell(account.tenant(), Channel.SMS, account.address(), LIST, found));
        });
    }

    private Uni<Found> compare(Account account, TwilioProvider provider, Window window, URI address, int number) {
        return provider.list()
                .page(address)
                .chain(page -> Multi.createFrom()
                        .iterable(page.received())
                        .filter(it ->
                                !it.at().isBefore(window.from()) && !it.at().isAfter(window.to()))
                        .onItem()
                        .transformToUniAndConcatenate(it -> compare(account, provider, it))
                        .collect()
                        .with(Collectors.reducing(Found.NOTHING, Found::plus))
                        .chain(found -> {
                            boolean older = page.received().stream()
                                    .anyMatch(it -> it.at().isBefore(window.from()));
                            if (older || page.next().isEmpty()) {
                                return Uni.createFrom().item(found);
                            }
                            if (number == MOST_PAGES) {
                                LOG.warnf(
                                        "action=compare-list account=%s cause=\"more than %d pages\"",
                                        account.id(), number);
                                return Uni.createFrom().item(found);
                            }
                            return compare(
                                            account,
                                            provider,
                                            window,
                                            page.next().get(),
                                            number + 1)
                                    .map(found::plus);
                        }));
    }

    private Uni<Found> compare(Account account, TwilioProvider provider, TwilioList.Listed listed) {
        return seen.has(account, listed.sid(), listed.at())
                .chain(known -> known
                        ? Uni.createFrom().item(new Found(1, 0, 0))
                        : provider.list()
                                .call(listed)
                                .chain(payload -> payloads.take(account, provider, payload))
                                .invoke(() -> seen.note(account, listed.sid(), listed.at()))
                                .replaceWith(new Found(0, 1, 0))
                                .onFailure()
                                .recoverWithItem(failure -> {
                                    LOG.warnf(
                                            "action=fetch-listed account=%s cause=\"%s\"",
                                            account.id(), failure.getMessage());
                                    return new Found(0, 0, 1);
                                }));
    }

    @PreDestroy
    void stop() {
        if (comparing != null) {
            comparing.cancel();
        }
    }
}
