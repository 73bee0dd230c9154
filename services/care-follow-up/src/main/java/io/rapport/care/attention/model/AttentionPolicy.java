package io.rapport.care.attention.model;

import io.rapport.care.attention.model.AttentionDecision.Granted;
import io.rapport.care.attention.model.AttentionDecision.Withheld;
import io.rapport.care.attention.model.CustomerContext.PastContact;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How much of a customer's attention we may take: the first rule that objects decides.
 *
 * @param surveyCooldown one clock for all surveys of a customer
 * @param contactLimit how many contacts we may start within the window, surveys and everything else together
 */
public record AttentionPolicy(
        Duration surveyCooldown, int contactLimit, Duration contactWindow, QuietHours quietHours) {
    public static final String VERSION = "attention@1";

    public AttentionDecision decide(ContactRequest request, CustomerContext customer) {
        if (customer.refusals().stream().anyMatch(refusal -> refusal.covers(request))) {
            return withheld("opted-out", "The customer does not want this kind of message.");
        }
        if (request.purpose() == MessagePurpose.APOLOGY) {
            return granted("owed", "We owe the customer an apology, and only the customer could refuse it.");
        }
        if (customer.conversations().stream().anyMatch(open -> isAnother(open, request))) {
            return withheld("open-conversation", "The customer still waits for an answer from us.");
        }
        if (customer.openRecoveries() > 0) {
            return withheld("open-recovery", "We are still making good a mistake for this customer.");
        }
        if (request.purpose() == MessagePurpose.SURVEY) {
            var asked = lastSurvey(customer);
            if (asked != null && isWithin(surveyCooldown, asked, request.now())) {
                return withheld(
                        "survey-cooldown",
                        "The customer was asked "
                                + ago(asked, request.now())
                                + "; we ask at most once in "
                                + days(surveyCooldown)
                                + ".");
            }
        }
        long contacts = customer.contacts().stream()
                .filter(contact -> isWithin(contactWindow, contact.at(), request.now()))
                .count();
        if (contacts >= contactLimit) {
            return withheld(
                    "contact-limit",
                    "We wrote to the customer " + contacts + " times within " + days(contactWindow)
                            + " without being asked; " + contactLimit + " is the limit.");
        }
        if (quietHours.covers(request.channel(), request.now())) {
            return withheld("quiet-hours", "It is between " + quietHours.from() + " and " + quietHours.to() + ".");
        }
        return granted("within-budget", "Nothing speaks against it.");
    }

    /** What a survey asks about is settled, unless the customer came back after that. */
    private static boolean isAnother(CustomerContext.OpenConversation open, ContactRequest request) {
        return !open.id().equals(request.about()) || open.openedAt().isAfter(request.since());
    }

    private static @Nullable Instant lastSurvey(CustomerContext customer) {
        return customer.contacts().stream()
                .filter(contact -> contact.purpose() == MessagePurpose.SURVEY)
                .map(PastContact::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static boolean isWithin(Duration window, Instant past, Instant now) {
        return past.plus(window).isAfter(now);
    }

    private static String ago(Instant past, Instant now) {
        long days = Duration.between(past, now).toDays();
        return switch ((int) Math.min(days, 2)) {
            case 0 -> "less than a day ago";
            case 1 -> "a day ago";
            default -> days + " days ago";
        };
    }

    private static String days(Duration duration) {
        long days = duration.toDays();
        if (days == 0) {
            return duration.toHours() + " hours";
        }
        return days == 1 ? "a day" : days + " days";
    }

    private static AttentionDecision granted(String rule, String text) {
        return new Granted(new Explanation(rule, text, VERSION));
    }

    private static AttentionDecision withheld(String rule, String text) {
        return new Withheld(new Explanation(rule, text, VERSION));
    }
}
