package io.rapport.sandbox.phone;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapport.sandbox.Problem;
import io.rapport.sandbox.mail.CustomerPost;
import io.rapport.sandbox.mail.Mailboxes;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The customers and their phones, for whoever plays one. */
@Path("/api/people")
@Produces(MediaType.APPLICATION_JSON)
public class PhoneResource {
    private static final int MOST_TEXT = 4096;

    private final People people;
    private final Phones phones;
    private final Messages messages;
    private final Mailboxes mailboxes;
    private final CustomerPost post;
    private final Files files;

    PhoneResource(
            People people, Phones phones, Messages messages, Mailboxes mailboxes, CustomerPost post, Files files) {
        this.people = people;
        this.phones = phones;
        this.messages = messages;
        this.mailboxes = mailboxes;
        this.post = post;
        this.files = files;
    }

    /** A customer in the list of all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            String address, String name, @Nullable Last last) {}

    /**
     * The newest that a customer wrote or got.
     *
     * @param on a network, or MAIL
     */
    public record Last(String on, boolean mine, String text, Instant at) {}

    /**
     * A customer with everything on the phones.
     *
     * @param mail the company's addresses
     */
    public record Pocket(Person person, List<Phone> phones, List<CustomerPost.Address> mail) {}

    /**
     * What a customer and the company have written each other in one place.
     *
     * @param provider who lends the company its place there; null when it is not connected
     * @param company under what the company is known there; null when it is not connected
     * @param visibilities between whom the customer chooses who may read a message; empty where only the company does
     */
    public record Phone(
            Network network,
            @Nullable String provider,
            @Nullable String company,
            boolean takesFiles,
            List<Visibility> visibilities,
            List<Message> messages) {}

    /** Somebody new; the address is made up when absent. */
    public record Newcomer(@Nullable String name, @Nullable String address) {}

    /**
     * What a customer types.
     *
     * @param to which of the company's places in the network, when there are several; its first one when absent
     * @param visibility who may read it, where that can be chosen; the first choice when absent
     */
    public record Draft(
            @Nullable String text,
            @Nullable List<String> files,
            @Nullable String to,
            @Nullable Visibility visibility) {}

    /** Everybody, those first who wrote or got something last. */
    @GET
    public List<Summary> all() {
        var newest = new HashMap<String, Last>();
        for (var box : mailboxes.all()) {
            keepNewest(
                    newest,
                    box.address(),
                    new Last(
                            "MAIL",
                            box.lastWay() == io.rapport.sandbox.mail.Mail.Way.SENT,
                            box.lastSubject(),
                            box.lastAt()));
        }
        for (var message : messages.all()) {
            keepNewest(
                    newest,
                    message.customer(),
                    new Last(message.network().name(), message.mine(), message.text(), message.at()));
        }
        return people.all().stream()
                .map(person -> new Summary(person.address(), person.name(), newest.get(person.address())))
                .sorted(Comparator.comparing((Summary it) ->
                                it.last() == null ? Instant.MIN : it.last().at())
                        .reversed()
                        .thenComparing(Summary::name))
                .toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Object> invent(@Nullable Newcomer newcomer) {
        if (newcomer == null || newcomer.name() == null || newcomer.name().isBlank()) {
            return Problem.response(400, "Nobody", "A customer needs a name.");
        }
        var address = newcomer.address() == null || newcomer.address().isBlank()
                ? newcomer.name().strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".") + "@example.com"
                : newcomer.address();
        if (!People.isFictional(address)) {
            return Problem.response(
                    400, "A real address", "The address must be a made-up one such as carla@example.com.");
        }
        return people.meet(address, newcomer.name())
                .map(person -> RestResponse.status(RestResponse.Status.CREATED, (Object) person))
                .orElseGet(
                        () -> Problem.response(
                                409,
                                "Everybody is here",
                                "All the phone numbers that are set aside for stories are taken: ./rapport reset starts anew."));
    }

    @GET
    @Path("/{address}")
    public RestResponse<Object> one(@PathParam("address") String address) {
        return people.with(address).map(this::pocket).orElseGet(PhoneResource::nobody);
    }

    /** Sends a message off. */
    @POST
    @Path("/{address}/{network}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Object> write(
            @PathParam("address") String address, @PathParam("network") String network, @Nullable Draft draft) {
        var customer = people.with(address);
        if (customer.isEmpty()) {
            return nobody();
        }
        var carrier = carrier(network, draft == null ? null : draft.to());
        if (carrier.isEmpty()) {
            return notConnected();
        }
        var text = draft == null || draft.text() == null ? "" : draft.text().strip();
        if (text.length() > MOST_TEXT) {
            return Problem.response(400, "Too long", "A message has at most " + MOST_TEXT + " characters.");
        }
        var named = draft == null || draft.files() == null ? List.<String>of() : draft.files();
        var attached = named.stream().flatMap(id -> files.find(id).stream()).toList();
        if (attached.size() != named.size()) {
            return Problem.response(400, "No such file", "Send the file to /api/files first; it answers with its id.");
        }
        if (text.isEmpty() && attached.isEmpty()) {
            return Problem.response(400, "Nothing to send", "A message needs a text or a file.");
        }
        var objection = carrier.get().objection(attached);
        if (objection.isPresent()) {
            return Problem.response(400, "Not with these files", objection.get());
        }
        var choices = carrier.get().visibilities();
        var visibility = draft == null || draft.visibility() == null
                ? choices.stream().findFirst().orElse(null)
                : draft.visibility();
        if (visibility != null && !choices.contains(visibility)) {
            return Problem.response(400, "No such choice", "Messages of this network cannot be written so.");
        }
        return RestResponse.accepted(phones.write(customer.get(), carrier.get(), text, visibility, attached));
    }

    /** The customer looks at what the company wrote. */
    @POST
    @Path("/{address}/{network}/read")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<Object> read(
            @PathParam("address") String address,
            @PathParam("network") String network,
            @QueryParam("to") @Nullable String to) {
        var customer = people.with(address);
        if (customer.isEmpty()) {
            return nobody();
        }
        return carrier(network, to)
                .map(carrier -> {
                    phones.read(customer.get(), carrier);
                    return RestResponse.<Object>noContent();
                })
                .orElseGet(PhoneResource::notConnected);
    }

    private Optional<Carrier> carrier(String network, @Nullable String to) {
        return Stream.of(Network.values())
                .filter(it -> it.name().equalsIgnoreCase(network))
                .flatMap(it -> phones.carriers(it).stream())
                .filter(it -> to == null || it.company().filter(to::equals).isPresent())
                .findFirst();
    }

    private RestResponse<Object> pocket(Person person) {
        return RestResponse.ok(new Pocket(
                person,
                Arrays.stream(Network.values())
                        .flatMap(network -> phones(person, network))
                        .toList(),
                post.addresses()));
    }

    private Stream<Phone> phones(Person person, Network network) {
        var connected = phones.carriers(network);
        return connected.isEmpty()
                ? Stream.of(new Phone(network, null, null, false, List.of(), List.of()))
                : connected.stream()
                        .map(it -> new Phone(
                                network,
                                it.provider(),
                                it.company().orElseThrow(),
                                it.takesFiles(),
                                it.visibilities(),
                                messages.of(person, it)));
    }

    private static void keepNewest(Map<String, Last> newest, String address, Last last) {
        newest.merge(address, last, (one, other) -> one.at().isAfter(other.at()) ? one : other);
    }

    private static RestResponse<Object> nobody() {
        return Problem.response(404, "Nobody", "There is no customer with this address: invent one first.");
    }

    private static RestResponse<Object> notConnected() {
        return Problem.response(
                404,
                "Not connected",
                "The sandbox has no account of the company in this network; ./rapport up gives it one.");
    }
}
