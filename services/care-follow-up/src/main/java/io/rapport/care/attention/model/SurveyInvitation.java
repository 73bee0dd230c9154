package io.rapport.care.attention.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a customer is asked. */
public record SurveyInvitation(String subject, String text) {

    public static SurveyInvitation of(
            String company, @Nullable String customerName, @Nullable String subject, String question, String url) {
        var greeting = customerName == null ? "Hello," : "Hello " + customerName + ",";
        var about = subject == null ? "your request" : "your request \"" + subject + "\"";
        var text = greeting + "\n\n" + about + " is settled as far as we know. " + question + "\n\n"
                + "It takes one answer:\n" + url + "\n\n"
                + "If it is not settled, simply reply to this message.\n\n" + company + "\n";
        return new SurveyInvitation(subject == null ? question : replyTo(subject), text);
    }

    /** The subject of an answer, with one prefix however often it went back and forth. */
    public static String replyTo(String subject) {
        return subject.toLowerCase(Locale.ROOT).startsWith("re:") ? subject : "Re: " + subject;
    }
}
