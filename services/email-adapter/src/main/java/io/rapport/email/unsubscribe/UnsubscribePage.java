package io.rapport.email.unsubscribe;

import io.rapport.email.MailAccount;
import org.jsoup.nodes.Entities;

/** What a customer sees; nothing in it says who the customer is, for links are passed on. */
final class UnsubscribePage {
    private UnsubscribePage() {}

    static String question(MailAccount account) {
        return page("Unsubscribe?", """
                <p>%s writes to you now and then without being asked: to hear whether all went well, or to follow up on it.</p>
                <p>Answers to your own questions reach you in any case.</p>
                <form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
                <button>Do not write to me unasked</button></form>
                """.formatted(name(account)));
    }

    static String done(MailAccount account) {
        return page("You are unsubscribed", """
                <p>%s will not write to you unasked any more. A mail that is already under way may still arrive.</p>
                <p>Answers to your own questions reach you as before.</p>
                """.formatted(name(account)));
    }

    static String unknown() {
        return page("This link does not work", """
                <p>It is not whole, or was not made by us. Please copy it once more from the mail, or simply reply to the mail and say
                that you want no more of them.</p>
                """);
    }

    static String later() {
        return page("Please try again later", """
                <p>We could not note that you want no more mails. Please use the link again in a few minutes.</p>
                """);
    }

    private static String name(MailAccount account) {
        var name = account.displayName();
        return Entities.escape(name == null ? account.address() : name + " (" + account.address() + ")");
    }

    private static String page(String title, String content) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                :root { color-scheme: light dark; }
                body { font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem; }
                h1 { font-size: 1.5rem; line-height: 1.2; }
                button { font: inherit; padding: .7rem 1.2rem; min-height: 44px; border: 0; border-radius: .5rem;
                  background: #1d4ed8; color: #fff; cursor: pointer; }
                button:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
                </style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                %2$s</main>
                </body>
                </html>
                """.formatted(title, content);
    }
}
