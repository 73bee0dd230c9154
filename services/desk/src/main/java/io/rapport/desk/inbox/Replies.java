package io.rapport.desk.inbox;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.AcceptOffer;
import io.rapport.contracts.conversations.ClaimConversation;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.change.Changes;
import io.rapport.desk.file.Files;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.rapport.desk.timeline.application.TimelineQueries.Target;
import io.rapport.desk.timeline.application.TimelineStore;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Agents' answers: shown at once as pending, sent by the channel's adapter, the same one never twice. */
@Singleton
class Replies {
    private static final int LONGEST = 64 * 1024;

    private final Pool pool;
    private final TimelineQueries queries;
    private final TimelineStore store;
    private final AcceptedCommands accepted;
    private final Outbox outbox;
    private final Events events;
    private final Clock clock;
    private final Files files;
    private final SendPreview preview;

    Replies(
            Pool pool,
            TimelineQueries queries,
            TimelineStore store,
            AcceptedCommands accepted,
            Outbox outbox,
            Events events,
            Clock clock,
            Files files,
            SendPreview preview) {
        this.files = files;
        this.preview = preview;
        this.pool = pool;
        this.queries = queries;
        this.store = store;
        this.accepted = accepted;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    Uni<Void> send(SignedIn who, ConversationId id, UUID commandId, String text, List<Files.Chosen> chosen) {
        if (text.isBlank()) {
            throw Refusal.unprocessable("The reply is empty. Write something first.");
        }
        if (text.length() > LONGEST) {
            throw Refusal.unprocessable("The reply is longer than " + LONGEST + " characters. Shorten it.");
        }
        return files.chosen(who.tenant(), chosen)
                .chain(attachments -> pool.withTransaction(tx -> queries.lock(tx, who.tenant(), id)
                        .map(found -> found.orElseThrow(InboxResource::unknown))
                        .chain(target -> accepted.first(tx, who.tenant(), commandId, id)
                                .chain(first -> first
                                        ? check(who, target, text, attachments)
                                                .chain(() -> send(tx, who, target, commandId, text, attachments))
                                        : Uni.createFrom().voidItem()))));
    }

    /** The adapter's gate decides; that it would refuse, the person hears at once. */
    private Uni<Void> check(SignedIn who, Target target, String text, List<Attachment> attachments) {
        Standing.requireFree(target.summary(), who);
        return preview.objection(who.tenant(), target.thread(), text, attachments)
                .invoke(objection -> objection.ifPresent(it -> {
                    throw Refusal.unprocessable(it.why());
                }))
                .replaceWithVoid();
    }

    private Uni<Void> send(
            SqlConnection tx, SignedIn who, Target target, UUID commandId, String text, List<Attachment> attachments) {
        var now = clock.instant();
        var message = message(who, target, commandId, text, now).with(text, attachments);
        var out = new ArrayList<Outgoing>();
        taking(who, target, commandId, now)
                .ifPresent(command -> out.add(new Outgoing(
                        Topics.CONVERSATION_COMMANDS,
                        events.withId(
                                command.commandId().value(),
                                who.tenant(),
                                target.summary().id().value(),
                                now,
                                command))));
        out.add(new Outgoing(
                Topics.outbound(target.thread().channel()),
                events.withId(commandId, who.tenant(), target.thread().id().value(), now, message)));
        return store.saveEntries(tx, List.of(pending(who, target, message, now)))
                .chain(() -> outbox.append(tx, out))
                .chain(() -> new Changes()
                        .add(Changes.Kind.ENTRY, who.tenant(), commandId)
                        .announce(tx));
    }

    /** Whoever answers what nobody has takes it; the command's id follows from the reply's. */
    private static Optional<ConversationCommand> taking(SignedIn who, Target target, UUID replyId, Instant now) {
        var conversation = target.summary().id();
        var id = new CommandId(DeterministicId.of("take", who.tenant().value(), replyId.toString()));
        // no version: routing knows better than this read model whether it is still to be had
        return switch (target.summary().state()) {
            case OFFERED -> Optional.of(new AcceptOffer(id, conversation, who.agentId(), null, now));
            case QUEUED -> Optional.of(new ClaimConversation(id, conversation, who.agentId(), null, now));
            case ASSIGNED, SNOOZED, RESOLVED -> Optional.empty();
        };
    }

    private static SendMessage message(SignedIn who, Target target, UUID commandId, String text, Instant now) {
        return new SendMessage(
                new CommandId(commandId),
                target.thread(),
                target.summary().customer().id(),
                target.party(),
                new Author(who.agentId(), who.displayName()),
                MessagePurpose.REPLY,
                subject(target),
                text,
                target.replyContext(),
                now);
    }

    private static @Nullable String subject(Target target) {
        var subject = target.summary().subject();
        if (target.thread().channel() != Channel.EMAIL || subject == null || subject.isBlank()) {
            return null;
        }
        return subject.toLowerCase(Locale.ROOT).startsWith("re:") ? subject : "Re: " + subject;
    }

    private static EntryNews pending(SignedIn who, Target target, SendMessage message, Instant now) {
        return new EntryNews(
                who.tenant(),
                message.commandId().value(),
                target.thread().id().value(),
                null,
                now,
                Direction.OUTWARD,
                AuthorKind.AGENT,
                who.displayName(),
                message.text(),
                null,
                message.subject(),
                message.purpose(),
                null,
                null,
                null,
                null,
                message.attachments(),
                null);
    }
}
