package io.rapport.chat.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Contact;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Who each visitor said to be, one object a thread in the payload store, so that every process knows it. */
@Singleton
public class Contacts {
    private static final Contact NOBODY = new Contact(null, null, null);

    private final PayloadStore store;
    private final ObjectMapper json;

    Contacts(PayloadStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** What is known; all of it is absent when nothing is. */
    public Uni<Contact> of(TenantId tenant, ThreadId thread) {
        return StoreCall.of(() -> read(tenant, thread).orElse(NOBODY));
    }

    /** Keeps what is said now, and of what was said before the rest; gives both together. */
    public Uni<Contact> note(TenantId tenant, ThreadId thread, Contact said) {
        return StoreCall.of(() -> {
            var known = read(tenant, thread);
            var together = known.map(it -> together(it, said)).orElse(said);
            if (known.filter(together::equals).isEmpty()) {
                store.replace(tenant, name(thread), write(together));
            }
            return together;
        });
    }

    /** Whether nothing is known. */
    public static boolean isUnknown(Contact contact) {
        return contact.equals(NOBODY);
    }

    /** What a site says about its user counts more than what is typed into a form. */
    private static Contact together(Contact known, Contact said) {
        boolean isTyped = known.userId() != null && said.userId() == null;
        var first = isTyped ? known : said;
        var second = isTyped ? said : known;
        return new Contact(
                first.userId() == null ? second.userId() : first.userId(),
                first.name() == null ? second.name() : first.name(),
                first.email() == null ? second.email() : first.email());
    }

    private Optional<Contact> read(TenantId tenant, ThreadId thread) {
        return store.read(tenant, name(thread)).map(bytes -> {
            try {
                return json.readValue(bytes, Contact.class);
            } catch (IOException e) {
                throw new UncheckedIOException("The contact of thread " + thread + " is unreadable", e);
            }
        });
    }

    private byte[] write(Contact contact) {
        try {
            return json.writeValueAsBytes(contact);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(ThreadId thread) {
        return "chat-" + thread + "-contact";
    }
}
