package io.rapport.email.threading;

/**
 * The conversation a mail belongs to, and why.
 *
 * @param root names the conversation among those of the same sender and account
 */
public record ThreadDecision(String root, Rule rule) {
    /** Which rule decided, the surest first. */
    public enum Rule {
        /** It was sent to an address that we gave to this sender for this conversation. */
        REPLY_TOKEN("reply-token"),
        /** It answers a mail of ours to this sender, whose Message-ID carries the root. */
        OWN_MESSAGE_ID("own-message-id"),
        /** Its subject has a token that we gave to this sender. */
        SUBJECT_TOKEN("subject-token"),
        /** It names the first mail of its conversation. */
        REFERENCES("references"),
        /** It names only the mail it answers. */
        IN_REPLY_TO("in-reply-to"),
        /** It names nothing: a new conversation. */
        NEW("new");

        private final String wireName;

        Rule(String wireName) {
            this.wireName = wireName;
        }

        /** As in events. */
        public String wireName() {
            return wireName;
        }
    }
}
