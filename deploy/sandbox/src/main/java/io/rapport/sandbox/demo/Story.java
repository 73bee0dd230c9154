package io.rapport.sandbox.demo;

import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Visibility;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer writes, and how it goes on.
 *
 * @param on where; a mail when absent
 * @param subject of the mail
 * @param visibility who may read it, where that can be chosen
 * @param picture a file beside the stories that comes with the message, if any
 * @param followUps what the customer says to the first answer, the second and so on
 * @param comment with the survey's rating; may be empty
 */
record Story(
        @Nullable Network on,
        Mood mood,
        @Nullable String subject,
        String text,
        @Nullable Visibility visibility,
        @Nullable String picture,
        List<String> followUps,
        String comment) {

    /** Decides which ratings a customer gives. */
    enum Mood {
        UPSET(1, 3),
        CALM(3, 5),
        HAPPY(4, 5);

        private final int worst;
        private final int best;

        Mood(int worst, int best) {
            this.worst = worst;
            this.best = best;
        }

        int rating(RandomGenerator random) {
            return random.nextInt(worst, best + 1);
        }
    }

    /** Where it is written, for a person. */
    String where() {
        return switch (on) {
            case null -> "by mail";
            case SMS -> "a text message";
            case WHATSAPP -> "on WhatsApp";
            case TELEGRAM -> "on Telegram";
            case CHAT -> "in the chat";
            case MESSENGER -> "on Messenger";
            case INSTAGRAM -> "on Instagram";
            case MASTODON -> "on Mastodon";
        };
    }

    /** What it is about, in a few words. */
    String gist() {
        var gist = subject == null ? text.replaceAll("\\s+", " ") : subject;
        return gist.length() <= 60 ? gist : gist.substring(0, 59) + "…";
    }

    /** A fictional person. */
    record Customer(String name, String address) {}

    /** One customer who writes everywhere at once. */
    record Journey(Customer customer, List<Story> stories) {}
}
