package io.rapport.sandbox.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.Journal;
import io.rapport.sandbox.SandboxConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fictional customers: whoever wrote once has a phone, too. */
@Singleton
public class People {
    /** What is sent to her phone never arrives; what she writes does. */
    public static final String UNREACHABLE = "una.reachable@example.com";

    /** Names set aside for examples (RFC 2606), so that no sandbox mail can ever reach or name a real person. */
    private static final Pattern FICTIONAL = Pattern.compile(
            "[a-z0-9._+-]{1,64}@(?:[a-z0-9-]+\\.)*(?:example|example\\.(?:com|org|net))", Pattern.CASE_INSENSITIVE);

    /** Ofcom has set these mobile numbers aside for drama: nobody has one. */
    private static final String PHONES = "+447700900";

    private static final int MOST = 990;
    private static final int UNREACHABLE_NUMBER = 998;
    private static final long TELEGRAM = 5_000_000_000L;

    private final Journal<String, Person> people;

    @Inject
    People(SandboxConfig config, ObjectMapper json) {
        this(config.folder(), json);
    }

    People(Path folder, ObjectMapper json) {
        people = new Journal<>(folder.resolve("people.jsonl"), 1000, json, Person.class, Person::address);
        if (with(UNREACHABLE).isEmpty()) {
            people.put(person(UNREACHABLE, "Una Reachable", UNREACHABLE_NUMBER));
        }
    }

    /** Whether an address can only be a made-up one. */
    public static boolean isFictional(String address) {
        return FICTIONAL.matcher(address.strip()).matches();
    }

    /** The customer with this address, who gets phones when new; nobody when all numbers are taken. */
    public synchronized Optional<Person> meet(String address, @Nullable String name) {
        var own = address.strip().toLowerCase(Locale.ROOT);
        var known = with(own);
        if (known.isPresent()) {
            return known;
        }
        int number = people.all().size() - 1;
        if (number >= MOST) {
            return Optional.empty();
        }
        var person = person(own, name == null || name.isBlank() ? own.substring(0, own.indexOf('@')) : name, number);
        people.put(person);
        return Optional.of(person);
    }

    public List<Person> all() {
        return people.all();
    }

    public Optional<Person> with(String address) {
        return people.get(address.toLowerCase(Locale.ROOT));
    }

    public Optional<Person> withPhone(String number) {
        return first(it -> it.phone().equals(number));
    }

    public Optional<Person> withTelegram(long account) {
        return first(it -> it.telegram() == account);
    }

    public Optional<Person> withMastodon(String account) {
        return first(it -> it.mastodon().equalsIgnoreCase(account));
    }

    private Optional<Person> first(Predicate<Person> wanted) {
        return people.all().stream().filter(wanted).findFirst();
    }

    private static Person person(String address, String name, int number) {
        return new Person(
                address,
                name.strip(),
                PHONES + "%03d".formatted(number),
                TELEGRAM + number,
                UUID.randomUUID().toString());
    }
}
