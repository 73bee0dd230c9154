package io.rapport.email.inbound;

import io.rapport.contracts.interactions.Automation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What wrote a mail.
 *
 * @param status how the delivery that it reports about stands (RFC 3463), {@code 5.1.1}; absent when it reports about none
 * @param recipient whom the reported mail did not reach, in lower case
 * @param diagnosis what the reporting server said, in one line
 * @param originalMessageId of the mail that it reports about, with angle brackets
 * @param recipients every address that the report or the returned mail names as a recipient, in lower case
 */
record MachineMail(
        Kind kind,
        @Nullable String status,
        @Nullable String recipient,
        @Nullable String diagnosis,
        @Nullable String originalMessageId,
        List<String> recipients) {

    /** The one vocabulary for what comes by itself. */
    enum Kind {
        /** A person wrote it. */
        NONE(Automation.NONE),
        /** A mail could not be delivered. */
        FAILED(Automation.BOUNCE),
        /** A mail is on its way still. */
        DELAYED(Automation.BOUNCE),
        /** A mail arrived. */
        DELIVERED(Automation.BOUNCE),
        /** A mail went on to a server that tells no more. */
        RELAYED(Automation.BOUNCE),
        /** A recipient called a mail spam (RFC 5965). */
        COMPLAINT(Automation.BOUNCE),
        /** A vacation notice and the like (RFC 3834). */
        AUTO_REPLY(Automation.AUTO_REPLY),
        /** The sender is asked to prove that there is one. */
        CHALLENGE(Automation.AUTO_REPLY),
        /** A read receipt (RFC 8098). */
        RECEIPT(Automation.AUTO_GENERATED),
        GENERATED(Automation.AUTO_GENERATED),
        BULK(Automation.BULK);

        private final Automation automation;

        Kind(Automation automation) {
            this.automation = automation;
        }

        Automation automation() {
            return automation;
        }
    }

    static MachineMail of(Kind kind) {
        return new MachineMail(kind, null, null, null, null, List.of());
    }
}
