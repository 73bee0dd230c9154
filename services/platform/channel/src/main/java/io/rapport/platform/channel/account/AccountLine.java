package io.rapport.platform.channel.account;

import java.util.Optional;

/** What accounts of a kind have as long as they are served: a line to a carrier, a stream, a mailbox that is looked at. */
public interface AccountLine {
    /** Opens it, if the account has one; gives what closes it again, if anything does. */
    Optional<AutoCloseable> open(Account account);
}
