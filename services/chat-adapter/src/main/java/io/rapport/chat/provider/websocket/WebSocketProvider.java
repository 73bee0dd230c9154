package io.rapport.chat.provider.websocket;

import io.rapport.chat.file.Uploads;
import io.rapport.chat.history.Line;
import io.rapport.chat.history.LineListener;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.chat.mail.ByMail;
import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.BiFunction;

/** Writes to visitors: what is kept for a visitor is sent, and is delivered when the browser says so. */
@Singleton
public class WebSocketProvider implements Provider, FileSource {
    private final VisitorHistory history;
    private final LineListener listener;
    private final Uploads uploads;
    private final OutgoingFiles files;
    private final BiFunction<Event<SendMessage>, Long, Uni<Void>> care;
    private final Clock clock;

    @Inject
    WebSocketProvider(
            VisitorHistory history,
            LineListener listener,
            Uploads uploads,
            OutgoingFiles files,
            ByMail mail,
            Clock clock) {
        this(history, listener, uploads, files, mail::care, clock);
    }

    WebSocketProvider(
            VisitorHistory history,
            LineListener listener,
            Uploads uploads,
            OutgoingFiles files,
            BiFunction<Event<SendMessage>, Long, Uni<Void>> care,
            Clock clock) {
        this.history = history;
        this.listener = listener;
        this.uploads = uploads;
        this.files = files;
        this.care = care;
        this.clock = clock;
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        var visitor = message.to().address();
        var thread = message.thread().id();
        if (VisitorId.parse(visitor).isEmpty()) {
            return Uni.createFrom()
                    .item(new DeliveryOutcome.Refused(
                            new DeliveryFailure(Reason.ADDRESS_UNKNOWN, null, "This is no visitor of a web site.")));
        }
        var answer = new Line.Answer(
                message.commandId(), message.customerId(), message.author().name());
        var line = new Line(answer, null, message.text(), clock.instant(), message.attachments());
        return files.with(
                tenant,
                message.attachments(),
                there -> history.append(tenant, thread, line)
                        .invoke(number -> listener.added(tenant, message.thread(), number))
                        .<DeliveryOutcome>map(number -> new DeliveryOutcome.Accepted(visitor + "/" + number))
                        .onFailure(StoreUnavailable.class)
                        .recoverWithItem(new DeliveryOutcome.Away("The payload store is away")));
    }

    /** A file of a visitor: the adapter has it already. */
    static Inbound.File file(TenantId tenant, Attachment file) {
        return new Inbound.File(file.name(), file.mediaType(), tenant.value() + ' ' + file.contentId());
    }

    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        var ref = file.providerRef();
        int space = ref.indexOf(' ');
        return uploads.content(TenantId.of(ref.substring(0, space)), ref.substring(space + 1))
                .map(found -> found.<Fetched>map(bytes -> new Fetched.Content(bytes, file.mediaType()))
                        .orElseGet(() -> new Fetched.Missing("it is not kept any more.")));
    }

    @Override
    public Uni<Void> afterwards(Event<SendMessage> command, String providerMessageId) {
        return care.apply(command, Long.parseLong(providerMessageId.substring(providerMessageId.indexOf('/') + 1)));
    }
}
