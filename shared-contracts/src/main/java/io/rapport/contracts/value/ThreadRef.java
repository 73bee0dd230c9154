package io.rapport.contracts.value;

import io.rapport.contracts.DeterministicId;
import org.jspecify.annotations.Nullable;

/**
 * A thread: one remote party on one of our channel accounts and, for mail, one conversation root.
 *
 * <p>Everything that belongs to a thread carries its id as record key, so that one consumer at a time writes it.
 *
 * @param account our side: mailbox address, phone number, bot or page id
 * @param party the other side's normalised address
 * @param root what tells conversations of one sender apart, for mail and public posts; absent on channels with one endless thread.
 *     One on the social channel begins with {@code public-} where everybody can read the thread, with {@code direct-} where not
 */
public record ThreadRef(
        ThreadId id,
        Channel channel,
        String account,
        String party,
        @Nullable String root) {

    /** The thread of these; the same for every adapter, pod and retry. */
    public static ThreadRef of(TenantId tenant, Channel channel, String account, String party, @Nullable String root) {
        var id = DeterministicId.of(
                "thread", tenant.value(), channel.wireName(), account, party, root == null ? "" : root);
        return new ThreadRef(new ThreadId(id), channel, account, party, root);
    }
}
