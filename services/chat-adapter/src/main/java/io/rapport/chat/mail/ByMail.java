package io.rapport.chat.mail;

import io.rapport.chat.ChatConfig;
import io.rapport.chat.contact.Contacts;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.Contact;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.Postponed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Asks the email channel to send what no browser of a visitor has taken.
 *
 * <p>Until the delay is over the command waits on the retry topic. The mail's command has an id that follows from the chat's, so
 * that asking twice sends one mail.
 *
 * <p>Not a singleton, so that the provider, which the accounts are made with, gets a proxy of what asks the accounts.
 */
@ApplicationScoped
public class ByMail {
    private static final int ROOT_DIGITS = 16;

    private final Accounts accounts;
    private final VisitorHistory history;
    private final Contacts contacts;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;

    public ByMail(
            Accounts accounts,
            VisitorHistory history,
            Contacts contacts,
            Events events,
            EventPublisher publisher,
            Clock clock) {
        this.accounts = accounts;
        this.history = history;
        this.contacts = contacts;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Sends the message by mail when its time has come, the visitor did not get it, and an address is known.
     *
     * @param number of the message in the visitor's history
     */
    public Uni<Void> care(Event<SendMessage> command, long number) {
        var tenant = command.envelope().tenant();
        var mail = accounts.of(tenant, command.data().thread().account())
                .map(it -> it.settings(ChatConfig.Account.class).mail())
                .filter(it -> it.from().isPresent());
        return mail.isEmpty() ? Uni.createFrom().voidItem() : care(command, number, mail.get());
    }

    private Uni<Void> care(Event<SendMessage> command, long number, ChatConfig.Mail mail) {
        var tenant = command.envelope().tenant();
        var from = mail.from().orElseThrow();
        var thread = command.data().thread().id();
        return history.unmarked(tenant, thread, DeliveryStatus.DELIVERED, number)
                .chain(missed -> missed.contains(number)
                        ? contacts.of(tenant, thread).chain(contact -> ask(command, from, mail, contact))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> ask(Event<SendMessage> command, String from, ChatConfig.Mail mail, Contact contact) {
        var email = contact.email();
        if (email == null) {
            return Uni.createFrom().voidItem();
        }
        if (clock.instant().isBefore(command.envelope().time().plus(mail.after()))) {
            throw new Postponed("The visitor may come back");
        }
        var tenant = command.envelope().tenant();
        var message = command.data();
        var id = DeterministicId.of(tenant.value(), message.commandId().toString(), "by-mail");
        // one conversation by mail for one chat
        var root = message.thread().id().toString().replace("-", "").substring(0, ROOT_DIGITS);
        var thread = ThreadRef.of(tenant, Channel.EMAIL, from, email, root);
        var byMail = new SendMessage(
                new CommandId(id),
                thread,
                CustomerId.provisional(tenant, Channel.EMAIL, email),
                new Party(email, contact.name()),
                message.author(),
                message.purpose(),
                mail.subject(),
                message.text(),
                null,
                message.requestedAt(),
                null,
                message.attachments());
        return publisher.publish(
                Topics.outbound(Channel.EMAIL),
                events.withId(id, command.envelope(), thread.id().value(), clock.instant(), byMail));
    }
}
