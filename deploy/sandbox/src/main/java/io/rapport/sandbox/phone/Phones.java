package io.rapport.sandbox.phone;

import io.quarkus.runtime.StartupEvent;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What customers do with their phones. */
@Singleton
public class Phones {
    private static final Logger LOG = Logger.getLogger(Phones.class);

    private final List<Carrier> carriers;
    private final Messages messages;
    private final People people;
    private final Errands errands;
    private final Event<Message> ends;
    private final Clock clock;

    Phones(
            Instance<Carrier> carriers,
            Messages messages,
            People people,
            Errands errands,
            Event<Message> ends,
            Clock clock) {
        this.carriers = carriers.stream()
                .filter(carrier -> carrier.company().isPresent())
                .sorted(Comparator.comparing(Carrier::network)
                        .thenComparing(carrier -> carrier.company().orElseThrow()))
                .toList();
        this.messages = messages;
        this.people = people;
        this.errands = errands;
        this.ends = ends;
        this.clock = clock;
    }

    /** Who carries a network's messages: none when the company is not connected to it, several when it has several numbers. */
    public List<Carrier> carriers(Network network) {
        return carriers.stream().filter(it -> it.network() == network).toList();
    }

    /** Who carried a message, or was asked to. */
    public Optional<Carrier> carrier(Message message) {
        return carriers.stream().filter(it -> it.carries(message)).findFirst();
    }

    /**
     * Sends a message off and gives it back before it has arrived anywhere.
     *
     * @param visibility one of the carrier's, if it has any
     */
    public Message write(
            Person customer, Carrier carrier, String text, @Nullable Visibility visibility, List<Attachment> files) {
        var message = messages.put(new Message(
                carrier.nextId(customer, files),
                carrier.network(),
                carrier.company().orElseThrow(),
                customer.address(),
                true,
                text,
                files,
                State.UNDERWAY,
                null,
                null,
                clock.instant(),
                visibility));
        carry(customer, carrier, message);
        return message;
    }

    /** The customer looks at what has arrived. */
    public void read(Person customer, Carrier carrier) {
        for (var message : messages.of(customer, carrier)) {
            if (!message.mine() && message.state() == State.DELIVERED) {
                carrier.read(customer, messages.put(message.now(State.READ, message.note())));
            }
        }
    }

    /** What was underway when the sandbox stopped goes on its way again. */
    void goOn(@Observes StartupEvent start) {
        for (var message : messages.all()) {
            if (message.mine() && message.state() == State.UNDERWAY) {
                var carrier = carrier(message);
                var customer = people.with(message.customer());
                if (carrier.isPresent() && customer.isPresent()) {
                    carry(customer.get(), carrier.get(), message);
                }
            }
        }
    }

    private void carry(Person customer, Carrier carrier, Message message) {
        errands.run(() -> {
            var ended = messages.put(carrier.carry(customer, message));
            ends.fire(ended);
            LOG.infof("action=carry by=\"%s\" id=%s state=%s", carrier.provider(), message.id(), ended.state());
        });
    }
}
