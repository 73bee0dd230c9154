package io.rapport.chat.contact;

import io.rapport.contracts.value.Contact;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name and a mail address as a browser gives them; nothing of it is trusted. */
public record Given(@Nullable String name, @Nullable String email) {
    private static final int MAX_NAME = 100;
    private static final int MAX_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),:;]{1,64}@[^\\s@<>\"(),:;]+\\.[^\\s@<>\"(),:;.]+");
    private static final Pattern NO_NAME = Pattern.compile("\\p{Cntrl}");

    public Given {
        name = name == null || name.isBlank() ? null : name.strip();
        email = email == null || email.isBlank() ? null : email.strip().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with it, if anything is. */
    public Optional<String> objection() {
        if (name != null && (name.length() > MAX_NAME || NO_NAME.matcher(name).find())) {
            return Optional.of("A name has at most " + MAX_NAME + " characters.");
        }
        if (email != null
                && (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches())) {
            return Optional.of("This is no mail address.");
        }
        return Optional.empty();
    }

    /** As a contact. */
    public Contact contact(@Nullable String userId) {
        return new Contact(userId, name, email);
    }
}
