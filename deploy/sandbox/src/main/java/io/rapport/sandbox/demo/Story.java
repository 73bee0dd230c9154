package io.rapport.sandbox.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Why a customer writes, and how it goes on.
 *
 * @param followUps what the customer says to the first answer, the second and so on
 * @param comment with the survey's rating; may be empty
 */
record Story(Mood mood, String subject, String text, List<String> followUps, String comment) {

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

    /** A fictional person. */
    record Customer(String name, String address) {}
}
