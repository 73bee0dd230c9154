package io.rapport.email.inbound;

import io.rapport.email.inbound.ChunkedContent.Chunk;
import java.io.IOException;
import java.io.InputStream;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/**
 * DATA and BDAT, in place of the library's: those read octet by octet, take for whole what came by BDAT before a connection was
 * lost, and take for commands the chunk of a mail that was refused.
 */
abstract sealed class ContentCommand extends BaseCommand {

    private ContentCommand(String name, String help) {
        super(name, help);
    }

    static final class Data extends ContentCommand {
        Data() {
            super("DATA", "The mail follows, up to <CR><LF>.<CR><LF>");
        }

        @Override
        public void execute(String command, Session session) throws IOException, DropConnectionException {
            if (isExpected(session)) {
                session.sendResponse("354 End data with <CR><LF>.<CR><LF>");
                take(new DottedContent(session.getRawInput()), session);
            }
        }
    }

    static final class Bdat extends ContentCommand {
        Bdat() {
            super("BDAT", "So many octets of the mail follow; LAST if that is all.");
        }

        @Override
        public void execute(String command, Session session) throws IOException, DropConnectionException {
            var chunk = Chunk.parse(command);
            if (chunk == null) {
                // what follows cannot be told from commands
                throw new DropConnectionException(501, "5.5.4 Syntax: BDAT <octets> [LAST]");
            }
            // the sender does not wait for the answer (RFC 3030, 2)
            if (!session.isMailTransactionInProgress() || session.getRecipientCount() == 0) {
                session.getRawInput().skipNBytes(chunk.size());
            }
            if (isExpected(session)) {
                try {
                    take(new ChunkedContent(session, chunk), session);
                } catch (ChunkedContent.Abandoned abandoned) {
                    session.resetMailTransaction();
                    session.getServer().getCommandHandler().handleCommand(session, abandoned.command());
                }
            }
        }
    }

    private static boolean isExpected(Session session) throws IOException {
        if (!session.isMailTransactionInProgress()) {
            session.sendResponse("503 5.5.1 MAIL comes first");
            return false;
        }
        if (session.getRecipientCount() == 0) {
            session.sendResponse("503 5.5.1 There is no recipient");
            return false;
        }
        return true;
    }

    private static void take(InputStream content, Session session) throws IOException, DropConnectionException {
        try {
            session.getMessageHandler().data(content);
            content.skip(Long.MAX_VALUE);
        } catch (DropConnectionException drop) {
            throw drop;
        } catch (RejectException refusal) {
            session.sendResponse(refusal.getErrorResponse());
            return;
        }
        session.sendResponse("250 2.0.0 Ok");
        session.resetMailTransaction();
    }
}
