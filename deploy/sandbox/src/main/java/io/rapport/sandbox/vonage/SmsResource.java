package io.rapport.sandbox.vonage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.sms.BusyNumbers;
import io.rapport.sandbox.sms.Gsm7;
import io.rapport.sandbox.sms.SmsText;
import io.rapport.sandbox.vonage.Vonage.Wish;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vonage's API for sending a text message. What it does not take it answers with 200, too.
 *
 * @see <a href="https://developer.vonage.com/en/api/sms">SMS API</a>
 */
@Path("/sms/json")
@Produces(MediaType.APPLICATION_JSON)
public class SmsResource {
    private static final List<String> REQUIRED = List.of("api_key", "api_secret", "from", "to", "text");
    private static final Pattern PHONE_NUMBER = Pattern.compile("[1-9][0-9]{6,14}");
    private static final int MOST_TEXT = 3200;

    private final Vonage vonage;
    private final People people;
    private final Messages messages;
    private final ObjectMapper json;
    private final Clock clock;
    private final BusyNumbers busy = new BusyNumbers();

    SmsResource(Vonage vonage, People people, Messages messages, ObjectMapper json, Clock clock) {
        this.vonage = vonage;
        this.people = people;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    private record Refusal(String status, String text) {}

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public JsonNode send(MultivaluedMap<String, String> form) {
        var fields = new HashMap<String, String>();
        form.forEach((name, values) -> fields.put(name, values.getFirst()));
        return send(fields);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonNode send(@Nullable JsonNode body) {
        var fields = new HashMap<String, String>();
        if (body != null) {
            body.properties()
                    .forEach(it -> fields.put(it.getKey(), it.getValue().asText()));
        }
        return send(fields);
    }

    private JsonNode send(Map<String, String> fields) {
        var refusal = refusal(fields);
        if (refusal.isPresent()) {
            return answer(
                    1,
                    json.createObjectNode()
                            .put("status", refusal.get().status())
                            .put("error-text", refusal.get().text()));
        }
        var number = "+" + fields.get("to");
        var customer = people.withPhone(number);
        var text = "unicode".equals(fields.get("type"))
                ? fields.getOrDefault("text", "")
                : Gsm7.read(Gsm7.write(fields.getOrDefault("text", "")));
        int parts = SmsText.of(text).parts().size();
        var message = new Message(
                vonage.nextId(people.all().getFirst()),
                Network.SMS,
                vonage.company().orElseThrow(),
                customer.map(Person::address).orElse(""),
                false,
                text,
                List.of(),
                State.UNDERWAY,
                null,
                null,
                clock.instant());
        if (customer.isPresent()) {
            messages.put(message);
        }
        var clientRef = Optional.ofNullable(fields.get("client-ref"));
        vonage.send(message, customer, new Wish(number, parts, Optional.ofNullable(fields.get("callback")), clientRef));
        return taken(message, number.substring(1), parts, clientRef);
    }

    private Optional<Refusal> refusal(Map<String, String> fields) {
        var missing = REQUIRED.stream()
                .filter(it -> fields.getOrDefault(it, "").isBlank())
                .findFirst();
        if (missing.isPresent()) {
            return Optional.of(new Refusal("2", "Missing " + missing.get()));
        }
        var account = vonage.account().filter(it -> isOwner(it, fields));
        if (account.isEmpty()) {
            return Optional.of(new Refusal("4", "Bad Credentials"));
        }
        var to = fields.getOrDefault("to", "");
        if (!PHONE_NUMBER.matcher(to).matches()) {
            return Optional.of(new Refusal("3", "Invalid value for parameter: to"));
        }
        if (!account.get().number().equals("+" + fields.get("from"))) {
            return Optional.of(new Refusal("15", "Illegal Sender Address - rejected"));
        }
        if (fields.getOrDefault("text", "").length() > MOST_TEXT) {
            return Optional.of(new Refusal("12", "Message Too Long"));
        }
        return busy.isBusy("+" + to) ? Optional.of(new Refusal("1", "Throughput Rate Exceeded")) : Optional.empty();
    }

    private static boolean isOwner(SandboxConfig.Vonage account, Map<String, String> fields) {
        return account.apiKey().equals(fields.get("api_key"))
                && MessageDigest.isEqual(
                        fields.getOrDefault("api_secret", "").getBytes(StandardCharsets.UTF_8),
                        account.apiSecret().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode taken(Message message, String to, int parts, Optional<String> clientRef) {
        var told = new JsonNode[parts];
        for (int part = 1; part <= parts; part++) {
            var one = json.createObjectNode()
                    .put("to", to)
                    .put("message-id", Vonage.idOf(message, part))
                    .put("status", "0")
                    .put("remaining-balance", "15.53590000")
                    .put("message-price", "0.03330000")
                    .put("network", "23410");
            clientRef.ifPresent(it -> one.put("client-ref", it));
            told[part - 1] = one;
        }
        return answer(parts, told);
    }

    private JsonNode answer(int count, JsonNode... told) {
        var answer = json.createObjectNode().put("message-count", Integer.toString(count));
        answer.putArray("messages").addAll(List.of(told));
        return answer;
    }
}
