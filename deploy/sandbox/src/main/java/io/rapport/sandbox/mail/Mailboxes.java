package io.rapport.sandbox.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.Journal;
import io.rapport.sandbox.SandboxConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All customers' mails.
 *
 * <p>A mail is known by its mailbox and Message-ID; the same one again is counted, not kept twice.
 */
@Singleton
public class Mailboxes {
    private final Journal<Key, Mail> mails;

    private record Key(String customer, String messageId) {}

    @Inject
    Mailboxes(SandboxConfig config, ObjectMapper json) {
        this(config.folder(), config.keep(), json);
    }

    Mailboxes(Path folder, int keep, ObjectMapper json) {
        mails = new Journal<>(folder.resolve("mails.jsonl"), keep, json, Mail.class, Mailboxes::key);
    }

    /** Keeps a mail; false when it was here already. */
    public synchronized boolean add(Mail mail) {
        var known = mails.get(key(mail));
        mails.put(known.map(Mail::repeated).orElse(mail));
        return known.isEmpty();
    }

    /** Every mailbox, the one with the newest mail first. */
    public synchronized List<Mailbox.Summary> all() {
        var byCustomer = new HashMap<String, List<Mail>>();
        for (var mail : mails.all()) {
            byCustomer
                    .computeIfAbsent(mail.customer(), address -> new ArrayList<>())
                    .add(mail);
        }
        return byCustomer.entrySet().stream()
                .map(box -> summary(box.getKey(), box.getValue()))
                .sorted(Comparator.comparing(Mailbox.Summary::lastAt).reversed())
                .toList();
    }

    /** One customer's mailbox; empty when the customer has none. */
    public synchronized Mailbox of(String customer) {
        var own = mails.all().stream()
                .filter(mail -> mail.customer().equals(customer))
                .sorted(Comparator.comparing(Mail::at))
                .toList();
        return new Mailbox(customer, name(own), conversations(own));
    }

    /** A mail by its Message-ID. */
    public synchronized Optional<Mail> find(String customer, String messageId) {
        return mails.get(new Key(customer, messageId));
    }

    /** The first mail of the conversation that a mail belongs to. */
    public synchronized Optional<Mail> firstOfConversation(Mail mail) {
        return of(mail.customer()).conversations().stream()
                .map(Mailbox.Conversation::mails)
                .filter(all -> all.stream().anyMatch(it -> it.messageId().equals(mail.messageId())))
                .map(List::getFirst)
                .findFirst();
    }

    private static Mailbox.Summary summary(String address, List<Mail> own) {
        var last = own.stream().max(Comparator.comparing(Mail::at)).orElseThrow();
        return new Mailbox.Summary(address, name(own), own.size(), last.way(), last.subject(), last.at());
    }

    private static @Nullable String name(List<Mail> own) {
        for (var mail : own.reversed()) {
            if (mail.customerName() != null) {
                return mail.customerName();
            }
        }
        return null;
    }

    private static List<Mailbox.Conversation> conversations(List<Mail> own) {
        var conversationOf = new HashMap<String, String>();
        var byConversation = new LinkedHashMap<String, List<Mail>>();
        for (var mail : own) {
            var id = mail.references().stream()
                    .filter(conversationOf::containsKey)
                    .findFirst()
                    .map(conversationOf::get)
                    .orElse(mail.messageId());
            conversationOf.put(mail.messageId(), id);
            byConversation.computeIfAbsent(id, it -> new ArrayList<>()).add(mail);
        }
        return byConversation.entrySet().stream()
                .map(it -> new Mailbox.Conversation(
                        it.getKey(),
                        it.getValue().getFirst().subject(),
                        it.getValue().getLast().at(),
                        it.getValue()))
                .sorted(Comparator.comparing(Mailbox.Conversation::lastAt).reversed())
                .toList();
    }

    private static Key key(Mail mail) {
        return new Key(mail.customer(), mail.messageId());
    }
}
