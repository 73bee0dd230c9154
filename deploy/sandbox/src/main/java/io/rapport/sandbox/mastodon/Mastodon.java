package io.rapport.sandbox.mastodon;

import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Visibility;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The company's account on Mastodon: notifies it of what customers write, and shows them what it posts for them. */
@Singleton
class Mastodon implements Carrier {
    private final CompanyAccount company;
    private final Statuses statuses;
    private final Streams streams;
    private final Entities entities;
    private final People people;
    private final Messages messages;
    private final Event<Message> arrivals;
    private final Clock clock;

    Mastodon(
            CompanyAccount company,
            Statuses statuses,
            Streams streams,
            Entities entities,
            People people,
            Messages messages,
            Event<Message> arrivals,
            Clock clock) {
        this.company = company;
        this.statuses = statuses;
        this.streams = streams;
        this.entities = entities;
        this.people = people;
        this.messages = messages;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    @Override
    public Network network() {
        return Network.MASTODON;
    }

    @Override
    public String provider() {
        return "Mastodon";
    }

    @Override
    public Optional<String> company() {
        return company.exists() ? Optional.of("@" + company.address()) : Optional.empty();
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public List<Visibility> visibilities() {
        return List.of(Visibility.PUBLIC, Visibility.DIRECT);
    }

    @Override
    public String nextId(Person customer) {
        return statuses.nextId();
    }

    /** Answers what was last said as publicly: a thread in public, and one in private. */
    @Override
    public Message carry(Person customer, Message message) {
        var text = "@" + company.address() + (message.text().isEmpty() ? "" : " " + message.text());
        var refusal = refusal(text, message.files());
        if (refusal.isPresent()) {
            return message.now(State.FAILED, refusal.get());
        }
        publish(customer, message, text);
        return message.now(State.SENT, null);
    }

    /** What the customer's own server says. */
    private static Optional<String> refusal(String text, List<Attachment> files) {
        if (Text.length(text) > Text.MOST) {
            return Optional.of("Mastodon takes " + Text.MOST + " characters");
        }
        return files.stream().allMatch(it -> Medium.of(it.type()).isPresent())
                ? Optional.empty()
                : Optional.of("Mastodon takes pictures, films and sounds");
    }

    /** One after the other: a notification that shows up is newer than all that were there. */
    private synchronized void publish(Person customer, Message message, String text) {
        if (statuses.find(message.id()).isPresent()) {
            // before a restart
            return;
        }
        var visibility = Objects.requireNonNullElse(message.visibility(), Visibility.DIRECT);
        var status = new Status(
                message.id(),
                statuses.nextId(),
                customer.address(),
                List.of(),
                statuses.last(customer, visibility).map(Status::id).orElse(null),
                visibility,
                "",
                text,
                "en",
                message.files(),
                null,
                message.at());
        statuses.put(status);
        streams.tell("notification", entities.notification(status));
    }

    /** What the company wants to post. */
    record Draft(
            String text,
            String warning,
            Visibility visibility,
            String language,
            @Nullable String answers,
            List<Attachment> files,
            @Nullable String key) {}

    /** Posts it, and shows it to the customers that it mentions. */
    Status post(Draft draft) {
        var mentioned = Mention.in(draft.text()).stream()
                .flatMap(it -> people.withMastodon(it.account()).stream())
                .distinct()
                .toList();
        var status = new Status(
                statuses.nextId(),
                null,
                null,
                mentioned.stream().map(Person::address).toList(),
                draft.answers(),
                draft.visibility(),
                draft.warning(),
                draft.text(),
                draft.language(),
                draft.files(),
                draft.key(),
                clock.instant());
        statuses.put(status);
        mentioned.forEach(it -> show(status, it));
        return status;
    }

    private void show(Status status, Person customer) {
        boolean isReached = !customer.address().equals(People.UNREACHABLE);
        var message = messages.put(new Message(
                status.id() + "/" + Entities.id(customer),
                Network.MASTODON,
                company().orElseThrow(),
                customer.address(),
                false,
                shown(status, customer),
                status.files(),
                isReached ? State.DELIVERED : State.FAILED,
                isReached ? null : "The customer's server does not answer",
                null,
                status.at(),
                status.visibility()));
        if (isReached) {
            arrivals.fire(message);
        }
    }

    /** Whom it is for is clear on that customer's phone. */
    private static String shown(Status status, Person customer) {
        var text = Pattern.compile("^@" + Pattern.quote(customer.mastodon()) + "\\s*", Pattern.CASE_INSENSITIVE)
                .matcher(status.text())
                .replaceFirst("");
        return status.warning().isEmpty() ? text : status.warning() + "\n\n" + text;
    }
}
