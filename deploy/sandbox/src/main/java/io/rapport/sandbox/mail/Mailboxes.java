package io.rapport.sandbox.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.SandboxConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All customers' mails: in memory, and as one line of JSON each in a file.
 *
 * <p>A mail is known by its mailbox and Message-ID; the same one again is counted, not kept twice.
 */
@Singleton
public class Mailboxes {
    private final Map<Key, Mail> mails = new LinkedHashMap<>();
    private final Path file;
    private final int keep;
    private final ObjectMapper json;
    private int lines;

    private record Key(String customer, String messageId) {}

    @Inject
    Mailboxes(SandboxConfig config, ObjectMapper json) {
        this(config.folder(), config.keep(), json);
    }

    Mailboxes(Path folder, int keep, ObjectMapper json) {
        this.file = folder.resolve("mails.jsonl");
        this.keep = keep;
        this.json = json;
        load();
    }

    /** Keeps a mail; false when it was here already. */
    public synchronized boolean add(Mail mail) {
        var known = mails.get(key(mail));
        var kept = known == null ? mail : known.repeated();
        mails.put(key(kept), kept);
        dropOldest();
        write(kept);
        return known == null;
    }

    /** Every mailbox, the one with the newest mail first. */
    public synchronized List<Mailbox.Summary> all() {
        var byCustomer = new HashMap<String, List<Mail>>();
        for (var mail : mails.values()) {
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
        var own = mails.values().stream()
                .filter(mail -> mail.customer().equals(customer))
                .sorted(Comparator.comparing(Mail::at))
                .toList();
        return new Mailbox(customer, name(own), conversations(own));
    }

    /** A mail by its Message-ID. */
    public synchronized Optional<Mail> find(String customer, String messageId) {
        return Optional.ofNullable(mails.get(new Key(customer, messageId)));
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

    private void dropOldest() {
        var oldest = mails.keySet().iterator();
        while (mails.size() > keep) {
            oldest.next();
            oldest.remove();
        }
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try (var all = Files.lines(file)) {
            all.forEach(line -> read(line).ifPresent(mail -> mails.put(key(mail), mail)));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not read " + file, e);
        }
        dropOldest();
        rewrite();
    }

    /** The last line may be half written, when the machine went down just then. */
    private Optional<Mail> read(String line) {
        try {
            return Optional.of(json.readValue(line, Mail.class));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    private void write(Mail mail) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, json.writeValueAsString(mail) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not write " + file, e);
        }
        lines++;
        if (lines > 2 * keep) {
            rewrite();
        }
    }

    /** Leaves only what is kept in the file. */
    private void rewrite() {
        try {
            var beside = file.resolveSibling("mails.jsonl.new");
            var all = new ArrayList<String>();
            for (var mail : mails.values()) {
                all.add(json.writeValueAsString(mail));
            }
            Files.write(beside, all);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lines = all.size();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not write " + file, e);
        }
    }
}
