package io.rapport.email.threading;

import io.rapport.email.threading.ThreadDecision.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides the conversation of a mail from the mail alone (RFC 5322 section 3.6.4), the surest sign first.
 *
 * <p>A token counts only when it was signed for the sender, and a root is only ever looked up among the mails of the same
 * sender, so that quoting a number or somebody's mail does not let a stranger in. The words of a subject are never
 * compared: the same words do not make the same conversation.
 */
public final class ThreadResolver {
    private static final Pattern SUBJECT_TOKEN = Pattern.compile("\\[#([0-9a-fA-F]{32})]");

    private final Predicate<String> ourDomain;
    private final Function<String, Optional<String>> rootOfToken;

    /**
     * Resolves the mails of one sender to one account.
     *
     * @param rootOfToken the root in a token that was signed for this sender and account
     */
    public ThreadResolver(Predicate<String> ourDomain, Function<String, Optional<String>> rootOfToken) {
        this.ourDomain = ourDomain;
        this.rootOfToken = rootOfToken;
    }

    /**
     * The conversation of a mail.
     *
     * @param messageId of the mail itself
     * @param inReplyTo the mails it answers
     * @param references the mails before it, oldest first
     * @param tags what stood behind the plus of the address it was sent to
     */
    public ThreadDecision resolve(
            String messageId,
            List<String> inReplyTo,
            List<String> references,
            @Nullable String subject,
            List<String> tags) {
        for (var tag : tags) {
            var root = rootOfToken.apply(tag);
            if (root.isPresent()) {
                return new ThreadDecision(root.get(), Rule.REPLY_TOKEN);
            }
        }
        var root = rootOfOurs(inReplyTo).or(() -> rootOfOurs(references.reversed()));
        if (root.isPresent()) {
            return new ThreadDecision(root.get(), Rule.OWN_MESSAGE_ID);
        }
        root = rootInSubject(subject);
        if (root.isPresent()) {
            return new ThreadDecision(root.get(), Rule.SUBJECT_TOKEN);
        }
        if (!references.isEmpty()) {
            return new ThreadDecision(rootOf(references.getFirst()), Rule.REFERENCES);
        }
        if (!inReplyTo.isEmpty()) {
            return new ThreadDecision(rootOf(inReplyTo.getFirst()), Rule.IN_REPLY_TO);
        }
        return new ThreadDecision(rootOf(messageId), Rule.NEW);
    }

    /** How a subject carries a token. */
    public static String inSubject(String token) {
        return "[#" + token + "]";
    }

    private Optional<String> rootOfOurs(List<String> messageIds) {
        return messageIds.stream()
                .flatMap(id -> OwnMessageId.parse(id, ourDomain).stream())
                .flatMap(own -> own.token() == null
                        ? Optional.<String>empty().stream()
                        : rootOfToken.apply(own.token()).stream())
                .findFirst();
    }

    private Optional<String> rootInSubject(@Nullable String subject) {
        if (subject == null) {
            return Optional.empty();
        }
        return SUBJECT_TOKEN
                .matcher(subject)
                .results()
                .flatMap(match -> rootOfToken.apply(match.group(1)).stream())
                .findFirst();
    }

    /** 64 bits are plenty among the mails of one sender. */
    private static String rootOf(String messageId) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
