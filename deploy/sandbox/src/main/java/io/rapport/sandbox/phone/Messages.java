package io.rapport.sandbox.phone;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.Changes;
import io.rapport.sandbox.Journal;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.Person;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Every message on every phone. */
@Singleton
public class Messages {
    private final Journal<String, Message> messages;
    private final Changes changes;

    Messages(SandboxConfig config, ObjectMapper json, Changes changes) {
        this.messages = new Journal<>(
                config.folder().resolve("messages.jsonl"), config.keep(), json, Message.class, Message::id);
        this.changes = changes;
    }

    /** Keeps a new message, or the new state of a known one. */
    public Message put(Message message) {
        messages.put(message);
        changes.of(message.customer());
        return message;
    }

    public Optional<Message> find(String id) {
        return messages.get(id);
    }

    public List<Message> all() {
        return messages.all();
    }

    /** What a customer and the company have written each other over one carrier, the oldest first. */
    public List<Message> of(Person customer, Carrier carrier) {
        return messages.all().stream()
                .filter(it -> it.customer().equals(customer.address()) && carrier.carries(it))
                .toList();
    }
}
