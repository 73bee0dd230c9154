package io.rapport.sms.provider.vonage;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.capability.Segments;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.inbound.Brought;
import io.rapport.sms.inbound.Part;
import io.rapport.sms.inbound.ReportingProvider;
import io.rapport.sms.outbound.SmsGate;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One number at Vonage. */
final class VonageProvider implements WebhookProvider, ReportingProvider {
    /** Vonage writes E.164 without its plus. */
    private static final Pattern BARE_NUMBER = Pattern.compile("[1-9][0-9]{8,14}");

    private final Credentials credentials;
    private final URI messages;
    private final String number;
    private final @Nullable String callback;
    private final VonageSignature signature;
    private final SmsGate gate;
    private final JsonHttp http;
    private final Clock clock;

    /**
     * @param callback where Vonage tells how far a message got; what the account's settings say when absent
     */
    VonageProvider(
            Credentials credentials,
            String apiBaseUrl,
            String number,
            @Nullable String callback,
            VonageSignature signature,
            SmsGate gate,
            JsonHttp http,
            Clock clock) {
        this.credentials = credentials;
        this.messages = URI.create(apiBaseUrl + "/sms/json");
        this.number = number;
        this.callback = callback;
        this.signature = signature;
        this.gate = gate;
        this.http = http;
        this.clock = clock;
    }

    /** What we show to be let in. */
    record Credentials(String apiKey, String apiSecret) {
        @Override
        public String toString() {
            return "Credentials of " + apiKey;
        }
    }

    /** What a delivery receipt is about. */
    record Reference(CommandId command, CustomerId customer) {
        private static final String SEPARATOR = ".";

        static Optional<Reference> of(@Nullable String written) {
            if (written == null) {
                return Optional.empty();
            }
            try {
                var parts = written.split(Pattern.quote(SEPARATOR), 2);
                return parts.length < 2
                        ? Optional.empty()
                        : Optional.of(new Reference(CommandId.of(parts[0]), CustomerId.of(parts[1])));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return command + SEPARATOR + customer;
        }
    }

    /** A delivery receipt: whom it is about, which message of ours, and what it says. */
    record Receipt(String party, Optional<Reference> reference, Inbound status) {}

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        return gate.pass(tenant, message, receiver -> send(receiver, message));
    }

    private Uni<DeliveryOutcome> send(String receiver, SendMessage message) {
        var form = new LinkedHashMap<String, String>();
        form.put("api_key", credentials.apiKey());
        form.put("api_secret", credentials.apiSecret());
        form.put("from", bare(number));
        form.put("to", bare(receiver));
        form.put("text", message.text());
        if (Segments.of(message.text()).alphabet() == Segments.Alphabet.UCS_2) {
            form.put("type", "unicode");
        }
        // comes back in the receipt, covered by its signature: no table is needed to understand it
        form.put("client-ref", new Reference(message.commandId(), message.customerId()).toString());
        if (callback != null) {
            form.put("callback", callback);
        }
        return Uni.createFrom()
                .completionStage(() -> http.post(http.to(messages), form.entrySet()))
                .map(VonageWords::outcome)
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Vonage", failure));
    }

    /** What is signed at all: by a field or by a token. */
    static boolean isSigned(WebhookCall call) {
        return call.headers().containsKey("authorization")
                || fields(call.rawBody()).filter(it -> it.value("sig") != null).isPresent();
    }

    @Override
    public boolean verify(WebhookCall call) {
        var authorization = call.headers().get("authorization");
        if (authorization != null) {
            return signature.fits(authorization, call.rawBody());
        }
        return fields(call.rawBody())
                .filter(fields -> signature.fits(fields.values()))
                .isPresent();
    }

    private static Optional<VonageFields> fields(byte[] body) {
        try {
            return Optional.of(VonageFields.parse(body));
        } catch (Malformed unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        var fields = VonageFields.parse(rawBody);
        if (fields.value("message_uuid") != null) {
            return List.of(messagesApi(fields));
        }
        var id = fields.value("messageId");
        if (id == null || fields.value("msisdn") == null) {
            return List.of(new Inbound.Unknown("no-message"));
        }
        if (fields.value("status") != null) {
            return List.of(receipt(rawBody).status());
        }
        var type = fields.value("type");
        if (type != null && !type.equals("text") && !type.equals("unicode")) {
            return List.of(new Inbound.Unknown("binary"));
        }
        return List.of(message(id, fields.required("to"), fields.required("msisdn"), fields.value("text")));
    }

    @Override
    public Brought read(byte[] payload) {
        return part(payload).<Brought>map(Brought.Segment::new).orElseGet(() -> new Brought.Told(parse(payload)));
    }

    /** The segment that the call brings, if it brings one. */
    Optional<Part> part(byte[] rawBody) {
        var fields = VonageFields.parse(rawBody);
        if (!"true".equalsIgnoreCase(fields.value("concat")) || fields.value("messageId") == null) {
            return Optional.empty();
        }
        int total = count(fields, "concat-total");
        int part = count(fields, "concat-part");
        if (!Part.isOne(part, total)) {
            throw new Malformed("The fields concat-part and concat-total do not fit.");
        }
        var to = address("to", fields.required("to"));
        if (!to.equals(number)) {
            throw new Malformed("The message is for another account than the one whose address was called.");
        }
        var text = fields.value("text");
        return Optional.of(new Part(
                fields.required("messageId"),
                address("msisdn", fields.required("msisdn")),
                fields.required("concat-ref"),
                part,
                total,
                text == null ? "" : text));
    }

    private static int count(VonageFields fields, String name) {
        try {
            return Integer.parseInt(fields.required(name));
        } catch (NumberFormatException e) {
            throw new Malformed("The field " + name + " is no number.");
        }
    }

    @Override
    public Optional<Inbound.Report> report(byte[] payload, String query) {
        var receipt = receipt(payload);
        return receipt.status() instanceof Inbound.Status status
                ? receipt.reference()
                        .map(it -> new Inbound.Report(status, new Ours(it.command(), it.customer(), receipt.party())))
                : Optional.empty();
    }

    /** @throws Malformed when the call is no receipt */
    Receipt receipt(byte[] rawBody) {
        var fields = VonageFields.parse(rawBody);
        boolean messagesApi = fields.value("message_uuid") != null;
        var word = fields.required("status");
        var code = messagesApi ? fields.tree().at("/error/code").asText(null) : fields.value("err-code");
        var id = fields.required(messagesApi ? "message_uuid" : "messageId");
        var status = VonageWords.status(word)
                .<Inbound>map(it -> new Inbound.Status(id, it, failure(it, code), clock.instant()))
                .orElseGet(() -> new Inbound.Unknown("status"));
        return new Receipt(
                address(messagesApi ? "to" : "msisdn", fields.required(messagesApi ? "to" : "msisdn")),
                Reference.of(fields.value(messagesApi ? "client_ref" : "client-ref")),
                status);
    }

    private static @Nullable DeliveryFailure failure(DeliveryStatus status, @Nullable String code) {
        return status == DeliveryStatus.FAILED ? VonageWords.failure(code) : null;
    }

    private Inbound messagesApi(VonageFields fields) {
        if (!"sms".equals(fields.value("channel"))) {
            return new Inbound.Unknown("channel");
        }
        if (!"text".equals(fields.value("message_type"))) {
            return new Inbound.Unknown("message-type");
        }
        return message(
                fields.required("message_uuid"), fields.required("to"), fields.required("from"), fields.value("text"));
    }

    private Inbound.Message message(String id, String to, String from, @Nullable String text) {
        return new Inbound.Message(
                id,
                address("to", to),
                new Party(address("from", from), null),
                text == null ? "" : text,
                List.of(),
                null);
    }

    private String address(String field, String written) {
        var withPlus = BARE_NUMBER.matcher(written).matches() ? "+" + written : written;
        return PhoneNumber.sender(withPlus, gate.region())
                .orElseThrow(
                        () -> new Malformed("The field " + field + " is neither a phone number nor a sender's name."));
    }

    private static String bare(String address) {
        return address.startsWith("+") ? address.substring(1) : address;
    }
}
