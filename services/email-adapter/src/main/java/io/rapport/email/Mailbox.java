package io.rapport.email;

import java.util.List;

/**
 * A mailbox of ours and how its mail comes.
 *
 * @param kept where other servers keep it for us; what comes by SMTP is taken in any case
 */
public record Mailbox(MailAccount account, List<EmailConfig.ImapServer> kept) {}
