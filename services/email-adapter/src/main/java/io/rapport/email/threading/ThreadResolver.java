package io.rapport.email.threading;

import io.rapport.email.threading.ThreadDecision.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides the conversation of a mail from its headers alone (RFC 5322 section 3.6.4).
 *
 * <p>The root is only ever looked up among the mails of the same sender, so that quoting somebody's mail does not let a
 * stranger into the conversation. Subjects are never compared: the same words do not make the same conversation.
 */
public final class ThreadResolver {
    private ThreadResolver() {}

    /**
     * The conversation of a mail.
     *
     * @param messageId of the mail itself
     * @param inReplyTo the mails it answers
     * @param references the mails before it, oldest first
     */
    public static ThreadDecision resolve(
            String messageId, List<String> inReplyTo, List<String> references, Predicate<String> ourDomain) {
        for (var answered : inReplyTo) {
            var root = OwnMessageId.rootIn(answered, ourDomain);
            if (root.isPresent()) {
                return new ThreadDecision(root.get(), Rule.OWN_MESSAGE_ID);
            }
        }
        for (var earlier : references.reversed()) {
            var root = OwnMessageId.rootIn(earlier, ourDomain);
            if (root.isPresent()) {
                return new ThreadDecision(root.get(), Rule.OWN_MESSAGE_ID);
            }
        }
        if (!references.isEmpty()) {
            return new ThreadDecision(rootOf(references.getFirst()), Rule.REFERENCES);
        }
        if (!inReplyTo.isEmpty()) {
            return new ThreadDecision(rootOf(inReplyTo.getFirst()), Rule.IN_REPLY_TO);
        }
        return new ThreadDecision(rootOf(messageId), Rule.NEW);
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
