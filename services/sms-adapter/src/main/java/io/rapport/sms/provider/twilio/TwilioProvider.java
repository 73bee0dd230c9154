package io.rapport.sms.provider.twilio;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.inbound.Brought;
import io.rapport.sms.inbound.ReportingProvider;
import io.rapport.sms.outbound.SmsGate;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One number at Twilio. */
final class TwilioProvider implements WebhookProvider, ReportingProvider, FileSource {
    /** Twilio waits fifteen seconds for our answer, and does not call again unless told to. */
    private static final Duration FILE_PATIENCE = Duration.ofSeconds(10);

    private static final Duration FILE_PAUSE = Duration.ofMillis(200);
    private static final int FILE_ATTEMPTS = 3;

    private final Credentials credentials;
    private final String apiBaseUrl;
    private final URI messages;
    private final Map<String, String> sender;
    private final @Nullable String statusCallback;
    private final @Nullable MediaLinks media;
    private final OutgoingFiles outgoing;
    private final SmsGate gate;
    private final TwilioSignature signature;
    private final JsonHttp http;
    private final TwilioList list;
    private final Clock clock;

    /**
     * @param sender the field that says who sends: a number or a Messaging Service
     * @param statusCallback where Twilio tells how far a message got; it tells nothing when absent
     * @param media where Twilio gets the files of messages; none can go when absent
     */
    TwilioProvider(
            Credentials credentials,
            String apiBaseUrl,
            Map<String, String> sender,
            @Nullable String statusCallback,
            @Nullable MediaLinks media,
            OutgoingFiles outgoing,
            SmsGate gate,
            JsonHttp http,
            Clock clock) {
        this.credentials = credentials;
        this.apiBaseUrl = apiBaseUrl;
        this.messages = URI.create(apiBaseUrl + "/2010-04-01/Accounts/" + credentials.accountSid() + "/Messages.json");
        this.sender = sender;
        this.statusCallback = statusCallback;
        this.media = media;
        this.outgoing = outgoing;
        this.gate = gate;
        this.signature = new TwilioSignature(credentials.authToken());
        this.http = http;
        this.list = new TwilioList(credentials, apiBaseUrl, messages, http);
        this.clock = clock;
    }

    /** What we show to be let in; the token also signs Twilio's calls. */
    record Credentials(String accountSid, String authToken) {
        HttpRequest.Builder shownTo(HttpRequest.Builder call) {
            var userPassword = (accountSid + ":" + authToken).getBytes(StandardCharsets.UTF_8);
            return call.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(userPassword));
        }

        @Override
        public String toString() {
            return "Credentials of " + accountSid;
        }
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        return gate.pass(
                tenant,
                message,
                receiver -> outgoing.with(tenant, message.attachments(), there -> send(receiver, message)));
    }

    private Uni<DeliveryOutcome> send(String receiver, SendMessage message) {
        var form = new ArrayList<>(sender.entrySet());
        form.add(Map.entry("To", receiver));
        form.add(Map.entry("Body", message.text()));
        if (statusCallback != null) {
            // Signed with the rest of the address: what comes back needs no table to be understood.
            form.add(Map.entry(
                    "StatusCallback",
                    statusCallback + "?command=" + message.commandId() + "&customer=" + message.customerId()));
        }
        if (media != null) {
            message.attachments().forEach(file -> form.add(Map.entry("MediaUrl", media.of(file))));
        }
        return Uni.createFrom()
                .completionStage(() -> http.post(credentials.shownTo(http.to(messages)), form))
                .map(TwilioWords::outcome)
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Twilio", failure));
    }

    /** Whether this is an address of a file that we gave to Twilio. */
    boolean gave(MediaLinks.Link link) {
        return media != null && media.isGood(link);
    }

    /** Files are behind the API, which sends us on to where they are kept; no other address gets our credentials. */
    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        if (!file.providerRef().startsWith(apiBaseUrl + "/")) {
            return Uni.createFrom().item(new Fetched.Missing("its address is not Twilio's."));
        }
        var address = URI.create(file.providerRef());
        var missing = new Fetched.Missing("Twilio does not hand it out now.");
        return Uni.createFrom()
                .completionStage(() -> http.download(credentials.shownTo(http.to(address)), maxBytes))
                .onFailure()
                .retry()
                .withBackOff(FILE_PAUSE)
                .atMost(FILE_ATTEMPTS)
                .onFailure()
                .recoverWithItem(missing)
                .ifNoItem()
                .after(FILE_PATIENCE)
                .recoverWithItem(missing);
    }

    TwilioList list() {
        return list;
    }

    /** Whether both numbers belong to one account at Twilio. */
    boolean sharesAccountWith(TwilioProvider other) {
        return credentials.equals(other.credentials);
    }

    @Override
    public boolean verify(WebhookCall call) {
        var given = call.headers().get("x-twilio-signature");
        return given != null && signature.fits(given, call.url(), call.rawBody());
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        return parse(TwilioForm.parse(rawBody));
    }

    List<Inbound> parse(TwilioForm form) {
        var sid = form.first("MessageSid");
        if (sid == null) {
            return List.of(new Inbound.Unknown("no-message"));
        }
        if (form.first("MessageStatus") != null) {
            return List.of(status(form));
        }
        var from = form.required("From");
        int scheme = from.indexOf(':');
        if (scheme > 0) {
            // whatsapp:, messenger:, rcs: are channels of their own
            return List.of(new Inbound.Unknown("scheme"));
        }
        var text = form.first("Body");
        return List.of(new Inbound.Message(
                sid,
                phoneNumber("To", form.required("To")),
                new Party(sender(from), form.first("ProfileName")),
                text == null ? "" : text,
                files(form),
                null));
    }

    @Override
    public Brought read(byte[] payload) {
        return new Brought.Told(parse(payload));
    }

    /** What the message is to us stands in the address, which is signed with the rest. */
    @Override
    public Optional<Inbound.Report> report(byte[] payload, String query) {
        var address = TwilioForm.parse(query.getBytes(StandardCharsets.UTF_8));
        var command = address.first("command");
        var customer = address.first("customer");
        var told = parse(payload).getFirst();
        if (command == null || customer == null || !(told instanceof Inbound.Status status)) {
            return Optional.empty();
        }
        var party = phoneNumber("To", TwilioForm.parse(payload).required("To"));
        return Optional.of(new Inbound.Report(status, new Ours(command(command), customer(customer), party)));
    }

    private static CommandId command(String id) {
        try {
            return CommandId.of(id);
        } catch (IllegalArgumentException e) {
            throw new Malformed("The command in the address is no id of ours.");
        }
    }

    private static CustomerId customer(String id) {
        try {
            return CustomerId.of(id);
        } catch (IllegalArgumentException e) {
            throw new Malformed("The customer in the address is no id of ours.");
        }
    }

    private Inbound status(TwilioForm form) {
        var word = form.required("MessageStatus");
        return TwilioWords.status(word)
                .<Inbound>map(status -> new Inbound.Status(
                        form.required("MessageSid"), status, failure(status, form.first("ErrorCode")), clock.instant()))
                .orElseGet(() -> new Inbound.Unknown("status"));
    }

    private static @Nullable DeliveryFailure failure(DeliveryStatus status, @Nullable String code) {
        return status == DeliveryStatus.FAILED ? TwilioWords.failure(code) : null;
    }

    private static List<Inbound.File> files(TwilioForm form) {
        var files = new ArrayList<Inbound.File>();
        for (int i = 0; form.first("MediaUrl" + i) != null; i++) {
            var type = form.first("MediaContentType" + i);
            files.add(new Inbound.File(
                    null, type == null ? "application/octet-stream" : type, form.required("MediaUrl" + i)));
        }
        return files;
    }

    /** Whom a call says that it is for, if it says so. */
    Optional<String> to(TwilioForm form) {
        return Optional.ofNullable(form.first("To")).flatMap(written -> PhoneNumber.normalise(written, gate.region()));
    }

    private String phoneNumber(String field, String written) {
        return PhoneNumber.normalise(written, gate.region())
                .orElseThrow(() -> new Malformed("The field " + field + " is no phone number."));
    }

    private String sender(String written) {
        return PhoneNumber.sender(written, gate.region())
                .orElseThrow(() -> new Malformed("The field From is neither a phone number nor a sender's name."));
    }
}
