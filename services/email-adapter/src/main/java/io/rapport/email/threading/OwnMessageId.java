package io.rapport.email.threading;

import io.rapport.contracts.value.CommandId;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Message-IDs of our own mails, {@code <command.root@domain>}: whatever answers one brings the root back to us. */
public final class OwnMessageId {
    private static final Pattern SHAPE = Pattern.compile(
            "<[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.([0-9a-f]{16})@([^@>\\s]+)>");

    private OwnMessageId() {}

    /** The Message-ID of the mail a command sends; the same at every attempt. */
    public static String of(CommandId command, @Nullable String root, String domain) {
        return "<" + command + (root == null ? "" : "." + root) + "@" + domain + ">";
    }

    /** The root in a Message-ID, if it is one of ours. */
    public static Optional<String> rootIn(String messageId, Predicate<String> ourDomain) {
        var match = SHAPE.matcher(messageId);
        return match.matches() && ourDomain.test(match.group(2)) ? Optional.of(match.group(1)) : Optional.empty();
    }
}
