package io.rapport.sandbox.twilio;

import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's API for sending a message and for listing all, as far as text messages and their files need it.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a Message</a>
 */
@Path("/2010-04-01/Accounts/{sid}/Messages.json")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int MOST_TEXT = 1600;
    private static final int LARGEST_PAGE = 1000;

    /** The numbers that stand for a mistake each, as with Twilio's test credentials. */
    private static final Map<String, Refusal> MAGIC = Map.of(
            "+15005550001", new Refusal(21211, "The 'To' number +15005550001 is not a valid phone number."),
            "+15005550002",
                    new Refusal(21612, "The 'To' phone number +15005550002 is not currently reachable via SMS."),
            "+15005550003",
                    new Refusal(
                            21408,
                            "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: +15005550003."),
            "+15005550004", new Refusal(21610, "Attempt to send to unsubscribed recipient"),
            "+15005550009", new Refusal(21614, "'To' number is not a valid mobile number: +15005550009"));

    private final Twilio twilio;
    private final People people;
    private final Messages messages;
    private final Clock clock;

    MessagesResource(Twilio twilio, People people, Messages messages, Clock clock) {
        this.twilio = twilio;
        this.people = people;
        this.messages = messages;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<Object> create(
            @PathParam("sid") String sid,
            @HeaderParam("Authorization") @Nullable String authorization,
            MultivaluedMap<String, String> form) {
        var account = twilio.account(sid, authorization);
        if (account.isEmpty()) {
            return Refusal.UNKNOWN.answer(401);
        }
        var to = form.getFirst("To");
        var text = form.getFirst("Body");
        var customer = Optional.ofNullable(to).flatMap(people::withPhone);
        var refusal = refusal(account.get(), form, customer);
        if (refusal.isPresent() || to == null) {
            return refusal.orElseThrow().answer(400);
        }
        var media = media(form);
        var message = new Message(
                Twilio.nextSid(!media.isEmpty()),
                Network.SMS,
                account.get().number(),
                customer.map(Person::address).orElse(""),
                false,
                text == null ? "" : text,
                List.of(),
                State.UNDERWAY,
                null,
                form.getFirst("StatusCallback"),
                clock.instant());
        if (customer.isEmpty()) {
            twilio.lose(message, to, "30005");
        } else if (customer.get().address().equals(People.UNREACHABLE)) {
            messages.put(message.now(State.FAILED, "Undelivered: Twilio's error 30003"));
            twilio.lose(message, to, "30003");
        } else {
            twilio.deliver(messages.put(message), customer.get(), media);
        }
        return RestResponse.status(RestResponse.Status.CREATED, resource(account.get(), message, to, media.size()));
    }

    /**
     * What was sent and received, the latest first.
     *
     * @param since the day from which on, in UTC
     * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources">Read multiple Messages</a>
     */
    @GET
    public RestResponse<Object> list(
            @PathParam("sid") String sid,
            @HeaderParam("Authorization") @Nullable String authorization,
            @QueryParam("To") @Nullable String to,
            @QueryParam("DateSent>") @Nullable String since,
            @QueryParam("PageSize") @DefaultValue("50") int pageSize,
            @QueryParam("Page") @DefaultValue("0") int page) {
        var account = twilio.account(sid, authorization);
        if (account.isEmpty()) {
            return Refusal.UNKNOWN.answer(401);
        }
        if (pageSize < 1 || pageSize > LARGEST_PAGE || page < 0 || !isDay(since)) {
            return new Refusal(20001, "Bad Request").answer(400);
        }
        var ours = account.get();
        var all = messages.all().reversed().stream()
                .filter(twilio::carries)
                .filter(it -> since == null
                        || !it.at().atOffset(ZoneOffset.UTC).toLocalDate().isBefore(LocalDate.parse(since)))
                .map(it -> listed(ours, it))
                .filter(it -> to == null || to.equals(it.get("to")))
                .toList();
        var shown = new TreeMap<String, @Nullable Object>();
        shown.put(
                "messages",
                all.stream().skip((long) page * pageSize).limit(pageSize).toList());
        shown.put("page", page);
        shown.put("page_size", pageSize);
        shown.put(
                "next_page_uri",
                (page + 1L) * pageSize >= all.size()
                        ? null
                        : "/2010-04-01/Accounts/" + sid + "/Messages.json?PageSize=" + pageSize + "&Page=" + (page + 1)
                                + (to == null ? "" : "&To=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
                                + (since == null ? "" : "&DateSent%3E=" + since));
        return RestResponse.ok(shown);
    }

    private static boolean isDay(@Nullable String written) {
        try {
            return written == null || LocalDate.parse(written) != null;
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    private Map<String, @Nullable Object> listed(SandboxConfig.Twilio account, Message message) {
        var phone = people.with(message.customer()).map(Person::phone).orElse("");
        var resource = resource(
                account,
                message,
                message.mine() ? account.number() : phone,
                message.files().size());
        resource.put("date_sent", resource.get("date_created"));
        if (message.mine()) {
            resource.put("direction", "inbound");
            resource.put("from", phone);
            resource.put("status", "received");
        } else {
            resource.put("status", message.state().name().toLowerCase(Locale.ROOT));
        }
        return resource;
    }

    private Optional<Refusal> refusal(
            SandboxConfig.Twilio account, MultivaluedMap<String, String> form, Optional<Person> customer) {
        var to = form.getFirst("To");
        var from = form.getFirst("From");
        var text = form.getFirst("Body");
        if (to == null || to.isEmpty()) {
            return Optional.of(new Refusal(21604, "A 'To' phone number is required."));
        }
        if (from == null && form.getFirst("MessagingServiceSid") == null) {
            return Optional.of(new Refusal(21603, "A 'From' phone number is required."));
        }
        if (from != null && !from.equals(account.number())) {
            return Optional.of(new Refusal(
                    21606,
                    "The 'From' phone number provided (" + from
                            + ") is not a valid message-capable Twilio phone number."));
        }
        var media = media(form);
        if ((text == null || text.isBlank()) && media.isEmpty()) {
            return Optional.of(new Refusal(21602, "Message body is required."));
        }
        if (media.size() > Twilio.MOST_MEDIA) {
            return Optional.of(new Refusal(21623, "Number of media files exceeds allowed limit"));
        }
        if (!media.stream().allMatch(it -> it.matches("https?://[^\\s]+"))) {
            return Optional.of(new Refusal(21620, "Invalid media URL(s)"));
        }
        if (text != null && text.length() > MOST_TEXT) {
            return Optional.of(
                    new Refusal(21617, "The concatenated message body exceeds the " + MOST_TEXT + " character limit"));
        }
        if (!PHONE_NUMBER.matcher(to).matches()) {
            return Optional.of(new Refusal(21211, "The 'To' number " + to + " is not a valid phone number."));
        }
        if (customer.filter(twilio::isStopped).isPresent()) {
            return Optional.of(new Refusal(21610, "Attempt to send to unsubscribed recipient"));
        }
        return Optional.ofNullable(MAGIC.get(to));
    }

    private static List<String> media(MultivaluedMap<String, String> form) {
        return form.getOrDefault("MediaUrl", List.of());
    }

    private Map<String, @Nullable Object> resource(
            SandboxConfig.Twilio account, Message message, String to, int media) {
        var created = DateTimeFormatter.RFC_1123_DATE_TIME.format(message.at().atOffset(ZoneOffset.UTC));
        var uri = twilio.path(message);
        var resource = new TreeMap<String, @Nullable Object>();
        resource.put("account_sid", account.accountSid());
        resource.put("api_version", "2010-04-01");
        resource.put("body", message.text());
        resource.put("date_created", created);
        resource.put("date_sent", null);
        resource.put("date_updated", created);
        resource.put("direction", "outbound-api");
        resource.put("error_code", null);
        resource.put("error_message", null);
        resource.put("from", account.number());
        resource.put("messaging_service_sid", null);
        resource.put("num_media", Integer.toString(media));
        resource.put("num_segments", Integer.toString(Twilio.segments(message.text())));
        resource.put("price", null);
        resource.put("price_unit", "USD");
        resource.put("sid", message.id());
        resource.put("status", "queued");
        resource.put("subresource_uris", Map.of("media", uri + "/Media.json"));
        resource.put("to", to);
        resource.put("uri", uri + ".json");
        return resource;
    }
}
