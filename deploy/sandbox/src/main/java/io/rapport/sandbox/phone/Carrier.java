package io.rapport.sandbox.phone;

import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Message.Attachment;
import java.util.List;
import java.util.Optional;

/** The company's account in a network: brings what a customer writes to the company. */
public interface Carrier {
    Network network();

    /** Who lends the company its place in the network, for a person. */
    String provider();

    /** Under what the company is known in the network; nothing when it is not connected to it. */
    Optional<String> company();

    /** Whether a message is between a customer and this account. */
    default boolean carries(Message message) {
        return message.network() == network()
                && company().filter(message.company()::equals).isPresent();
    }

    /** The id that the network gives the customer's next message. */
    String nextId(Person customer);

    /** As {@link #nextId(Person)}, for a message with these files. */
    default String nextId(Person customer, List<Attachment> files) {
        return nextId(customer);
    }

    /** Brings a message, on a thread of its own and for as long as the network tries, and says how that ended. */
    Message carry(Person customer, Message message);

    /** The customer looks at a message that has arrived. */
    default void read(Person customer, Message message) {}

    /** Between whom a customer chooses who may read a message; nothing where only the company does. */
    default List<Visibility> visibilities() {
        return List.of();
    }

    /** Whether files may come with a message. */
    default boolean takesFiles() {
        return false;
    }

    /** Why these files cannot come with one message, if so. */
    default Optional<String> objection(List<Attachment> files) {
        return takesFiles() || files.isEmpty()
                ? Optional.empty()
                : Optional.of("Messages of this network take no files.");
    }
}
