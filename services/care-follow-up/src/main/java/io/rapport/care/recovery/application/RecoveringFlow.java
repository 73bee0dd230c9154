package io.rapport.care.recovery.application;

import io.rapport.care.attention.application.AttentionBudget;
import io.rapport.care.attention.application.AttentionConfig;
import io.rapport.care.attention.application.OutwardContact;
import io.rapport.care.attention.model.AttentionDecision.Withheld;
import io.rapport.care.recovery.model.Recovery;
import io.rapport.care.recovery.model.RecoveryChange;
import io.rapport.care.recovery.model.RecoveryChange.Changed;
import io.rapport.care.recovery.model.RecoveryChange.Refused;
import io.rapport.care.recovery.model.RecoveryChange.Unknown;
import io.rapport.care.recovery.model.RecoveryState.Apology;
import io.rapport.contracts.Contracts;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Keys;
import io.rapport.contracts.Topics;
import io.rapport.contracts.care.CareEvent;
import io.rapport.contracts.care.RecoveryApologised;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.contracts.care.RecoveryOpened;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Carries a recovery through: somebody apologises, and somebody says how it ended. */
@ApplicationScoped
public class RecoveringFlow {
    private final Pool pool;
    private final Recoveries recoveries;
    private final AttentionBudget budget;
    private final Events events;
    private final Outbox outbox;
    private final Clock clock;
    private final String company;

    RecoveringFlow(
            Pool pool,
            Recoveries recoveries,
            AttentionBudget budget,
            AttentionConfig config,
            Events events,
            Outbox outbox,
            Clock clock) {
        this.pool = pool;
        this.recoveries = recoveries;
        this.budget = budget;
        this.company = config.companyName();
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** An apology, sent in the customer's thread or made by other means. */
    public Uni<RecoveryChange> apologise(
            TenantId tenant, UUID id, UUID requestId, AgentId by, String text, boolean send) {
        var apology = new Apology(requestId, by, text, send, clock.instant());
        return change(tenant, id, recovery -> recovery.apologise(apology), (tx, changed) -> {
            var announcement = new RecoveryApologised(
                    changed.customerId(), apology.at(), changed.id(), by, changed.inTime(apology.at()), send);
            return send
                    ? send(tx, changed, apology).chain(sent -> finish(tx, sent, announcement))
                    : finish(tx, new Changed(changed), announcement);
        });
    }

    public Uni<RecoveryChange> close(
            TenantId tenant, UUID id, UUID requestId, AgentId by, boolean recovered, String note) {
        var now = clock.instant();
        return change(
                tenant,
                id,
                recovery -> recovery.close(requestId, by, recovered, note, now),
                (tx, changed) -> finish(
                        tx,
                        new Changed(changed),
                        new RecoveryClosed(changed.customerId(), now, changed.id(), by, recovered, note)));
    }

    /** What follows from a change, in its transaction. */
    private interface Consequence {
        Uni<RecoveryChange> of(SqlConnection tx, Recovery changed);
    }

    private Uni<RecoveryChange> change(
            TenantId tenant, UUID id, Function<Recovery, RecoveryChange> transition, Consequence consequence) {
        return pool.withTransaction(tx -> recoveries
                .take(tx, tenant, id)
                .map(found -> found.map(transition).orElseGet(Unknown::new))
                .chain(change -> change instanceof Changed(Recovery changed)
                        ? consequence.of(tx, changed)
                        : Uni.createFrom().item(change)));
    }

    private Uni<RecoveryChange> finish(SqlConnection tx, RecoveryChange change, CareEvent announcement) {
        if (!(change instanceof Changed(Recovery changed))) {
            return Uni.createFrom().item(change);
        }
        var event =
                events.causedBy(openedEnvelope(changed), changed.customerId().value(), announcement);
        return recoveries
                .save(tx, changed)
                .chain(() -> outbox.append(tx, List.of(new Outgoing(Topics.CARE, event))))
                .replaceWith(change);
    }

    private Uni<RecoveryChange> send(SqlConnection tx, Recovery changed, Apology apology) {
        var thread = changed.thread();
        var customer = changed.customer();
        if (thread == null || customer == null) {
            return Uni.createFrom()
                    .item(new Refused("There is no thread to answer in: apologise by other means and record it here."));
        }
        return recoveries
                .nameOf(tx, changed.tenant(), apology.by())
                .map(name -> new OutwardContact(
                        // a customer's no may be taken back, so every try is a question of its own
                        UUID.randomUUID(),
                        MessagePurpose.APOLOGY,
                        changed.customerId(),
                        customer,
                        thread,
                        changed.conversationId(),
                        changed.openedAt(),
                        new Author(apology.by(), name.orElse(company)),
                        null,
                        apology.text(),
                        openedEnvelope(changed)))
                .chain(contact -> budget.ask(tx, List.of(contact))
                        .map(decisions -> decisions.get(contact.followUpId()) instanceof Withheld(var explanation)
                                ? new Refused(explanation.text()
                                        + " Apologise by other means and record it here without sending.")
                                : new Changed(changed)));
    }

    /** The announcement's envelope again, so that what follows joins the story that began with the customer's message. */
    private static Envelope openedEnvelope(Recovery recovery) {
        return new Envelope(
                recovery.openedEventId(),
                Contracts.typeOf(RecoveryOpened.class),
                "/rapport/care-follow-up",
                recovery.openedAt(),
                recovery.tenant(),
                Keys.of(recovery.tenant(), recovery.customerId().value()),
                recovery.story(),
                null,
                null);
    }
}
