package io.rapport.sms.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.rapport.sms.SmsSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Obeys STOP, START and HELP: tells the log, keeps the opt-out and asks for the configured answer.
 *
 * <p>All of it follows from the message's id, so that a repeated message says nothing new. START is obeyed only by who has
 * stopped: to everybody else "yes" is an answer to something.
 */
@Singleton
public class KeywordFlow {
    private static final Author AUTHOR = new Author(null, "Automatic answer");

    private final OptOuts optOuts;
    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;

    KeywordFlow(OptOuts optOuts, Events events, EventPublisher publisher, MeterRegistry metrics, Clock clock) {
        this.optOuts = optOuts;
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether there is anything to obey. */
    public static boolean isCommand(Inbound.Message message) {
        return Keyword.of(message.text()).isPresent();
    }

    /** Completes when the message, if it is such a word, is obeyed for good. */
    public Uni<Void> obey(Account account, Inbound.Message message) {
        var word = Keyword.of(message.text());
        if (word.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var settings = account.settings(SmsSettings.class);
        return switch (word.get()) {
            case STOP -> stop(account, message, settings.stopAnswer());
            case START -> start(account, message, settings);
            case HELP -> help(account, message, settings.helpAnswer());
        };
    }

    private Uni<Void> stop(Account account, Inbound.Message message, Optional<String> answer) {
        return declare(account, message, ConsentStatus.REVOKED)
                .chain(() -> optOuts.stop(
                        account.tenant(),
                        account.address(),
                        message.from().address(),
                        answer.isPresent() ? answerId(account, message) : null))
                .chain(() -> answer(account, message, answer));
    }

    private Uni<Void> start(Account account, Inbound.Message message, SmsSettings settings) {
        var theirs = message.from().address();
        return optOuts.of(account.tenant(), account.address(), theirs)
                .chain(stopped -> stopped.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : declare(account, message, ConsentStatus.GRANTED)
                                .chain(() -> answer(account, message, settings.startAnswer()))
                                // last: a repetition after a crash must still find what it lifts
                                .chain(() -> optOuts.start(account.tenant(), account.address(), theirs)));
    }

    /** Help is for those who have stopped, too. */
    private Uni<Void> help(Account account, Inbound.Message message, Optional<String> answer) {
        var theirs = message.from().address();
        return optOuts.of(account.tenant(), account.address(), theirs)
                .chain(stopped -> stopped.isEmpty() || answer.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : optOuts.stop(account.tenant(), account.address(), theirs, answerId(account, message)))
                .chain(() -> answer(account, message, answer));
    }

    private Uni<Void> declare(Account account, Inbound.Message message, ConsentStatus status) {
        var thread = thread(account, message);
        var declared = new ConsentDeclared(
                thread,
                customer(account, message),
                Direction.INWARD,
                message.providerMessageId(),
                status,
                "The customer wrote \"" + message.text().strip() + "\" by text message.",
                clock.instant());
        return publisher
                .publish(
                        Topics.INTERACTIONS,
                        events.withId(
                                id(account, message, "consent-declared"),
                                account.tenant(),
                                thread.id().value(),
                                clock.instant(),
                                declared))
                .invoke(() -> metrics.counter(
                                "rapport.sms.consent", "status", status.name().toLowerCase(Locale.ROOT))
                        .increment());
    }

    /** The answer is a command like any other, so that it is sent once, and later when the provider is away. */
    private Uni<Void> answer(Account account, Inbound.Message message, Optional<String> text) {
        if (text.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var thread = thread(account, message);
        var now = clock.instant();
        var command = new SendMessage(
                answerId(account, message),
                thread,
                customer(account, message),
                message.from(),
                AUTHOR,
                MessagePurpose.NOTICE,
                null,
                text.get(),
                null,
                now);
        return publisher.publish(
                Topics.outbound(account.channel()),
                events.withId(
                        id(account, message, "keyword-answer-asked"),
                        account.tenant(),
                        thread.id().value(),
                        now,
                        command));
    }

    private static CommandId answerId(Account account, Inbound.Message message) {
        return new CommandId(id(account, message, "keyword-answer"));
    }

    private static UUID id(Account account, Inbound.Message message, String kind) {
        return DeterministicId.of(account.tenant().value(), account.address(), message.providerMessageId(), kind);
    }

    private static ThreadRef thread(Account account, Inbound.Message message) {
        return ThreadRef.of(
                account.tenant(),
                account.channel(),
                account.address(),
                message.from().address(),
                null);
    }

    private static CustomerId customer(Account account, Inbound.Message message) {
        return CustomerId.provisional(
                account.tenant(), account.channel(), message.from().address());
    }
}
