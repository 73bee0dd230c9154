package io.rapport.desk.channel;

import io.rapport.contracts.settings.AccountCatalogue;
import io.rapport.contracts.settings.AccountCatalogue.Kind;
import io.rapport.contracts.value.Channel;
import io.rapport.desk.problem.Refusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account as an administrator wants it, as far as the desk can judge: whether it can be served, its adapter alone knows. */
record WantedAccount(
        Channel channel, String id, String provider, Map<String, String> settings, Map<String, String> secrets) {
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST_VALUE = 1000;

    /** At least two words, none as long as a key is: what is a secret itself is hardly ever written so. */
    private static final Pattern SECRET_NAME = Pattern.compile("[a-z][a-z0-9]{0,19}(-[a-z0-9]{1,20}){1,7}");

    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST_NAME = 63;

    /** @throws Refusal saying what is missing or wrong; a value given for a secret is never repeated */
    static WantedAccount of(
            Channel channel,
            String id,
            @Nullable String provider,
            @Nullable Map<String, @Nullable String> settings,
            @Nullable Map<String, @Nullable String> secrets) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.unprocessable(
                    "The id of an account stands in addresses: write 1 to 63 lower-case letters, digits and hyphens.");
        }
        var kind = AccountCatalogue.of(channel, provider == null ? "" : provider)
                .orElseThrow(() -> Refusal.unprocessable(
                        "Say which provider the account is of; the catalogue lists those of this channel."));
        var wanted = new WantedAccount(channel, id, kind.provider(), new TreeMap<>(), new TreeMap<>());
        given(settings, (name, value) -> wanted.set(kind, name, value));
        given(secrets, (name, value) -> wanted.refer(kind, name, value));
        kind.settings().stream()
                .filter(it -> it.required() && !wanted.settings.containsKey(it.name()))
                .filter(it -> !wanted.secrets.containsKey(it.name()))
                .findFirst()
                .ifPresent(missing -> {
                    throw Refusal.unprocessable("The setting \"" + missing.name() + "\" is missing. " + missing.help());
                });
        return wanted;
    }

    /** What is left empty is not set. */
    private static void given(@Nullable Map<String, @Nullable String> values, BiConsumer<String, String> taker) {
        if (values != null) {
            values.forEach((name, value) -> {
                if (value != null && !value.isBlank()) {
                    taker.accept(name, value.strip());
                }
            });
        }
    }

    private void set(Kind kind, String name, String value) {
        var setting = kind.setting(name).orElseThrow(() -> unknown(kind, name));
        if (setting.secret()) {
            throw Refusal.unprocessable("\"" + name
                    + "\" is a secret and is never written here. Name the secret that holds it, under \"secrets\".");
        }
        if (value.length() > LONGEST_VALUE) {
            throw Refusal.unprocessable(
                    "\"" + name + "\" is longer than " + LONGEST_VALUE + " characters, which no setting needs.");
        }
        if (!setting.choices().isEmpty() && !setting.choices().contains(value)) {
            throw Refusal.unprocessable("\"" + name + "\" is one of: " + String.join(", ", setting.choices()) + ".");
        }
        settings.put(name, value);
    }

    private void refer(Kind kind, String name, String secret) {
        var setting = kind.setting(name).orElseThrow(() -> unknown(kind, name));
        if (!setting.secret()) {
            throw Refusal.unprocessable("\"" + name + "\" is no secret: write it under \"settings\".");
        }
        if (secret.length() > LONGEST_NAME
                || !SECRET_NAME.matcher(secret).matches()
                || UUID_SHAPE.matcher(secret).matches()) {
            throw Refusal.unprocessable("What is given for \"" + name
                    + "\" is not the name of a secret, and a secret itself is never written here. A name is two or more "
                    + "lower-case words with hyphens between them, such as main-" + name.replace('.', '-') + ".");
        }
        secrets.put(name, secret);
    }

    private static Refusal unknown(Kind kind, String name) {
        return Refusal.unprocessable(
                "Accounts of " + kind.label() + " have no setting \"" + name.replaceAll("[^A-Za-z0-9.-]", "?") + "\".");
    }
}
