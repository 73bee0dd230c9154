package io.rapport.sandbox.mastodon;

import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Visibility;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post.
 *
 * @param notification under which the company is told of it; null when it is the company's own
 * @param customer the address of whose mailbox wrote it; null for the company
 * @param mentions the mailboxes' addresses of the customers it is for
 * @param answers the post that it answers
 * @param warning stands before the text, which is hidden behind it; may be empty
 * @param key the company's {@code Idempotency-Key}
 */
record Status(
        String id,
        @Nullable String notification,
        @Nullable String customer,
        List<String> mentions,
        @Nullable String answers,
        Visibility visibility,
        String warning,
        String text,
        String language,
        List<Attachment> files,
        @Nullable String key,
        Instant at) {

    /** Whether this customer wrote it, or is mentioned. */
    boolean concerns(Person person) {
        return person.address().equals(customer) || mentions.contains(person.address());
    }
}
