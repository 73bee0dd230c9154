package io.rapport.sandbox.phone;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may read a post. */
public enum Visibility {
    PUBLIC,
    /** Everybody who looks at the thread, but no timeline shows it. */
    UNLISTED,
    /** Followers. */
    PRIVATE,
    /** Who is mentioned. */
    DIRECT;

    public boolean isPublic() {
        return this == PUBLIC || this == UNLISTED;
    }

    /** As networks write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of what {@link #word} wrote. */
    public static Optional<Visibility> of(String word) {
        return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
    }
}
