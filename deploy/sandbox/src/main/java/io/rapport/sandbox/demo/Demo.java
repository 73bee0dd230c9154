package io.rapport.sandbox.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.demo.Story.Customer;
import io.rapport.sandbox.mail.CustomerPost;
import io.rapport.sandbox.mail.CustomerPost.Letter;
import io.rapport.sandbox.mail.Mail;
import io.rapport.sandbox.mail.Mailboxes;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fictional customers who write at a human pace, go on when they are answered, and answer surveys as they feel.
 *
 * <p>They use the same way as everybody: SMTP to the email adapter, and the link in the survey's mail.
 */
@Singleton
public class Demo {
    private static final Logger LOG = Logger.getLogger(Demo.class);
    private static final Pattern SURVEY = Pattern.compile("https?://[^\\s>\"]+/survey/[^\\s>\"]+");
    private static final double ANSWERS_SURVEYS = 0.8;

    private final CustomerPost post;
    private final Mailboxes mailboxes;
    private final SurveyAnswer surveys;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration readingTime;
    private final List<Customer> customers;
    private final List<Story> stories;
    private final RandomGenerator random = new Random();

    /** The story of each conversation, by the Message-ID of its first mail. */
    private final Map<String, Story> told = new HashMap<>();

    private final Map<String, Integer> answered = new HashMap<>();
    private final Set<String> surveysSeen = new HashSet<>();
    private @Nullable Run run;
    private int written;
    private int followUps;
    private int surveysAnswered;
    private int failures;
    private String last = "Nothing has happened yet.";

    Demo(
            CustomerPost post,
            Mailboxes mailboxes,
            SurveyAnswer surveys,
            Vertx vertx,
            Clock clock,
            ObjectMapper json,
            SandboxConfig config) {
        this.post = post;
        this.mailboxes = mailboxes;
        this.surveys = surveys;
        this.vertx = vertx;
        this.clock = clock;
        this.readingTime = config.demo().readingTime();
        this.customers = read(json, "demo/customers.json", new TypeReference<>() {});
        this.stories = read(json, "demo/stories.json", new TypeReference<>() {});
    }

    private record Run(Instant endsAt, double perMinute) {}

    /**
     * How the demo goes.
     *
     * @param last in one sentence, the newest thing that happened
     */
    public record State(
            boolean running,
            @Nullable Instant endsAt,
            double perMinute,
            int written,
            int followUps,
            int surveysAnswered,
            int failures,
            String last) {}

    /** Starts, or goes on with another pace. */
    public synchronized State start(Duration length, double perMinute) {
        boolean idle = run == null;
        run = new Run(clock.instant().plus(length), perMinute);
        if (idle) {
            happened("The demo has started.");
            later(Duration.ofMillis(200), this::writeAndGoOn);
        }
        return state();
    }

    public synchronized State stop() {
        if (run != null) {
            run = null;
            happened("The demo has stopped.");
        }
        return state();
    }

    public synchronized State state() {
        var now = run;
        return new State(
                now != null,
                now == null ? null : now.endsAt,
                now == null ? 0 : now.perMinute,
                written,
                followUps,
                surveysAnswered,
                failures,
                last);
    }

    void shutDown(@Observes ShutdownEvent event) {
        stop();
    }

    private synchronized void writeAndGoOn() {
        var now = run;
        if (now == null) {
            return;
        }
        if (!clock.instant().isBefore(now.endsAt)) {
            stop();
            return;
        }
        open();
        // people do not write at the beat of a clock
        double pause = 60_000 / now.perMinute * (0.5 + random.nextDouble());
        later(Duration.ofMillis((long) pause), this::writeAndGoOn);
    }

    private void open() {
        var customer = customers.get(random.nextInt(customers.size()));
        var story = stories.get(random.nextInt(stories.size()));
        send(
                new Letter(
                        customer.name(),
                        customer.address(),
                        null,
                        story.subject(),
                        story.text() + "\n\n" + customer.name(),
                        null),
                mail -> {
                    told.put(mail.messageId(), story);
                    written++;
                    happened(customer.name() + " wrote: " + story.subject());
                });
    }

    /** A customer gets a mail: only those react whose conversation the demo has begun. */
    synchronized void onArrival(@Observes Mail mail) {
        if (run == null) {
            return;
        }
        var link = SURVEY.matcher(mail.text());
        if (link.find()) {
            onSurvey(mail, link.group());
            return;
        }
        if (mail.automatic()) {
            return;
        }
        mailboxes.firstOfConversation(mail).ifPresent(first -> {
            var story = told.get(first.messageId());
            if (story == null) {
                return;
            }
            int round = answered.merge(first.messageId(), 1, Integer::sum) - 1;
            if (round < story.followUps().size()) {
                later(readingTime(), () -> followUp(mail, story.followUps().get(round)));
            }
        });
    }

    private void onSurvey(Mail mail, String link) {
        var story = mailboxes
                .firstOfConversation(mail)
                .map(first -> told.get(first.messageId()))
                .orElse(null);
        if (story == null) {
            story = newestStoryOf(mail.customer());
        }
        if (story == null || !surveysSeen.add(link) || random.nextDouble() > ANSWERS_SURVEYS) {
            return;
        }
        var asFelt = story;
        later(readingTime(), () -> answer(mail, link, asFelt));
    }

    private synchronized void followUp(Mail answeredMail, String text) {
        if (run == null) {
            return;
        }
        send(
                new Letter(
                        answeredMail.toName(),
                        answeredMail.customer(),
                        answeredMail.from(),
                        answeredMail.subject().matches("(?i)re:.*")
                                ? answeredMail.subject()
                                : "Re: " + answeredMail.subject(),
                        text,
                        answeredMail.messageId()),
                mail -> {
                    followUps++;
                    happened(answeredMail.customer() + " wrote again: " + mail.subject());
                });
    }

    private synchronized void answer(Mail mail, String link, Story story) {
        if (run == null) {
            return;
        }
        int rating = story.mood().rating(random);
        surveys.answer(link, rating, story.comment())
                .subscribe()
                .with(
                        done -> surveyed(mail.customer(), rating),
                        failure -> failed("The survey could not be answered: " + failure.getMessage()));
    }

    private synchronized void surveyed(String customer, int rating) {
        surveysAnswered++;
        happened(customer + " rated " + rating + " of 5.");
    }

    private void send(Letter letter, Consumer<Mail> then) {
        post.send(letter)
                .subscribe()
                .with(
                        mail -> {
                            synchronized (this) {
                                then.accept(mail);
                            }
                        },
                        failure -> failed(String.valueOf(failure.getMessage())));
    }

    private synchronized void failed(String why) {
        failures++;
        happened(why);
    }

    /** A survey may come as a mail of its own: then it is about what the customer wrote last. */
    private @Nullable Story newestStoryOf(String customer) {
        for (var conversation : mailboxes.of(customer).conversations()) {
            var story = told.get(conversation.mails().getFirst().messageId());
            if (story != null) {
                return story;
            }
        }
        return null;
    }

    private Duration readingTime() {
        return Duration.ofMillis((long) (readingTime.toMillis() * (0.5 + random.nextDouble() / 2)));
    }

    private void later(Duration pause, Runnable what) {
        vertx.setTimer(
                Math.max(1, pause.toMillis()),
                timer -> vertx.executeBlocking(() -> {
                    what.run();
                    return null;
                }));
    }

    private void happened(String what) {
        last = what;
        LOG.infof("action=demo written=%d followUps=%d surveys=%d", written, followUps, surveysAnswered);
    }

    private static <T> T read(ObjectMapper json, String resource, TypeReference<T> type) {
        try (var in = Demo.class.getClassLoader().getResourceAsStream(resource)) {
            return json.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
