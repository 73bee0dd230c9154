package io.rapport.sandbox.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.demo.Story.Customer;
import io.rapport.sandbox.demo.Story.Journey;
import io.rapport.sandbox.mail.CustomerPost;
import io.rapport.sandbox.mail.CustomerPost.Letter;
import io.rapport.sandbox.mail.Mail;
import io.rapport.sandbox.mail.Mailboxes;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Phones;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fictional customers who write at a human pace, go on when they are answered, and answer surveys as they feel. The first of them
 * writes on four channels at once.
 *
 * <p>They use the same ways as everybody: SMTP, their phones, and the link in the survey's message.
 */
@Singleton
public class Demo {
    private static final Logger LOG = Logger.getLogger(Demo.class);
    private static final Pattern SURVEY = Pattern.compile("https?://[^\\s>\"]+/survey/[^\\s>\"]+");
    private static final double ANSWERS_SURVEYS = 0.8;

    /** After so many others, somebody writes everywhere at once again. */
    private static final int JOURNEY_EVERY = 12;

    private final CustomerPost post;
    private final Mailboxes mailboxes;
    private final People people;
    private final Phones phones;
    private final Files files;
    private final SurveyAnswer surveys;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration readingTime;
    private final List<Customer> customers;
    private final List<Story> stories;
    private final List<Journey> journeys;
    private final RandomGenerator random = new Random();

    /** The story of each conversation: by the Message-ID of its first mail, or by carrier and customer. */
    private final Map<String, Story> told = new HashMap<>();

    private final Map<String, Integer> answered = new HashMap<>();
    private final Set<String> surveysSeen = new HashSet<>();
    private @Nullable Run run;
    private int written;
    private int followUps;
    private int surveysAnswered;
    private int failures;
    private int opened;
    private @Nullable Customer everywhere;
    private String last = "Nothing has happened yet.";

    Demo(
            CustomerPost post,
            Mailboxes mailboxes,
            People people,
            Phones phones,
            Files files,
            SurveyAnswer surveys,
            Vertx vertx,
            Clock clock,
            ObjectMapper json,
            SandboxConfig config) {
        this.post = post;
        this.mailboxes = mailboxes;
        this.people = people;
        this.phones = phones;
        this.files = files;
        this.surveys = surveys;
        this.vertx = vertx;
        this.clock = clock;
        this.readingTime = config.demo().readingTime();
        this.customers = read(json, "demo/customers.json", new TypeReference<>() {});
        this.stories = read(json, "demo/stories.json", new TypeReference<>() {});
        this.journeys = read(json, "demo/journeys.json", new TypeReference<>() {});
    }

    private record Run(Instant endsAt, double perMinute) {}

    /**
     * How the demo goes.
     *
     * @param everywhere who has written on several channels at once last
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
            @Nullable Customer everywhere,
            String last) {}

    /** Starts, or goes on with another pace. */
    public synchronized State start(Duration length, double perMinute) {
        boolean idle = run == null;
        run = new Run(clock.instant().plus(length), perMinute);
        if (idle) {
            happened("The demo has started.");
            opened = 0;
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
                everywhere,
                last);
    }

    /** They can be played before they have written. */
    void meet(@Observes StartupEvent start) {
        Stream.concat(journeys.stream().map(Journey::customer), customers.stream())
                .forEach(customer -> people.meet(customer.address(), customer.name()));
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
        if (opened++ % JOURNEY_EVERY == 0) {
            open(journeys.get(opened / JOURNEY_EVERY % journeys.size()));
            return;
        }
        // every channel alike, however many stories it has
        var ways = stories.stream()
                .filter(this::isPossible)
                .map(Story::where)
                .distinct()
                .toList();
        var way = ways.get(random.nextInt(ways.size()));
        var possible = stories.stream().filter(it -> it.where().equals(way)).toList();
        tell(customers.get(random.nextInt(customers.size())), possible.get(random.nextInt(possible.size())));
    }

    private void open(Journey journey) {
        everywhere = journey.customer();
        var wait = Duration.ZERO;
        for (var story : journey.stories()) {
            if (isPossible(story)) {
                later(wait, () -> tellWhileRunning(journey.customer(), story));
                wait = wait.plus(readingTime().dividedBy(2));
            }
        }
    }

    private boolean isPossible(Story story) {
        return story.on() == null || !phones.carriers(story.on()).isEmpty();
    }

    private synchronized void tellWhileRunning(Customer customer, Story story) {
        if (run != null) {
            tell(customer, story);
        }
    }

    private void tell(Customer customer, Story story) {
        var network = story.on();
        if (network == null) {
            var addresses = post.addresses();
            send(
                    new Letter(
                            customer.name(),
                            customer.address(),
                            addresses.get(random.nextInt(addresses.size())).address(),
                            story.subject(),
                            story.text() + "\n\n" + customer.name(),
                            null),
                    mail -> begun(mail.messageId(), customer, story));
            return;
        }
        var carriers = phones.carriers(network);
        people.meet(customer.address(), customer.name()).ifPresent(person -> {
            var carrier = carriers.get(random.nextInt(carriers.size()));
            write(person, carrier, story, story.text(), story.picture());
            begun(key(carrier, person.address()), customer, story);
        });
    }

    private void begun(String conversation, Customer customer, Story story) {
        told.put(conversation, story);
        answered.remove(conversation);
        written++;
        happened(customer.name() + " wrote " + story.where() + ": " + story.gist());
    }

    private void write(Person person, Carrier carrier, Story story, String text, @Nullable String picture) {
        phones.write(
                person, carrier, text, story.visibility(), picture == null ? List.of() : List.of(attachment(picture)));
    }

    private Attachment attachment(String picture) {
        try (var in = Demo.class.getClassLoader().getResourceAsStream("demo/" + picture)) {
            return files.keep(
                    picture, "image/png", Objects.requireNonNull(in, picture).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(picture + " cannot be read", e);
        }
    }

    private static String key(Carrier carrier, String customer) {
        return carrier.network() + " " + carrier.company().orElseThrow() + " " + customer;
    }

    /** A message has ended its way: the company's on a phone, or a customer's at the company. */
    synchronized void onMessage(@Observes Message message) {
        var carrier = phones.carrier(message).orElse(null);
        var person = people.with(message.customer()).orElse(null);
        if (run == null || carrier == null || person == null) {
            return;
        }
        var conversation = key(carrier, message.customer());
        var story = told.get(conversation);
        if (story == null) {
            return;
        }
        if (message.mine()) {
            if (message.state() == Message.State.FAILED) {
                failed(person.name() + "'s message was not taken: " + message.note());
            }
            return;
        }
        later(readingTime(), () -> phones.read(person, carrier));
        var link = SURVEY.matcher(message.text());
        if (link.find()) {
            onSurvey(person.address(), link.group(), story);
            return;
        }
        nextLine(conversation, story)
                .ifPresent(text -> later(readingTime(), () -> followUp(person, carrier, story, text)));
    }

    private synchronized void followUp(Person person, Carrier carrier, Story story, String text) {
        if (run != null) {
            write(person, carrier, story, text, null);
            followUps++;
            happened(person.name() + " wrote again: " + text);
        }
    }

    /** What the customer says to this answer, if anything. */
    private Optional<String> nextLine(String conversation, Story story) {
        int round = answered.merge(conversation, 1, Integer::sum) - 1;
        return round < story.followUps().size() ? Optional.of(story.followUps().get(round)) : Optional.empty();
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
            nextLine(first.messageId(), story).ifPresent(text -> later(readingTime(), () -> followUp(mail, text)));
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
        if (story != null) {
            onSurvey(mail.customer(), link, story);
        }
    }

    private void onSurvey(String customer, String link, Story story) {
        if (surveysSeen.add(link) && random.nextDouble() <= ANSWERS_SURVEYS) {
            later(readingTime(), () -> answer(customer, link, story));
        }
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

    private synchronized void answer(String customer, String link, Story story) {
        if (run == null) {
            return;
        }
        int rating = story.mood().rating(random);
        surveys.answer(link, rating, story.comment())
                .subscribe()
                .with(
                        done -> surveyed(customer, rating),
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
