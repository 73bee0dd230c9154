package io.rapport.care.attention.application;

import io.rapport.care.attention.application.Contacts.Continuation;
import io.rapport.care.attention.application.Contacts.Decided;
import io.rapport.care.attention.model.AttentionDecision;
import io.rapport.care.attention.model.AttentionDecision.Granted;
import io.rapport.care.attention.model.AttentionDecision.Withheld;
import io.rapport.care.attention.model.AttentionPolicy;
import io.rapport.care.attention.model.ContactRequest;
import io.rapport.care.attention.model.CustomerContext;
import io.rapport.care.attention.model.CustomerContext.PastContact;
import io.rapport.care.attention.model.SurveyInvitation;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.care.CareEvent;
import io.rapport.contracts.care.FollowUpMade;
import io.rapport.contracts.care.FollowUpWithheld;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.CommandId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one place that grants or withholds outward contact, and sends what it grants. */
@ApplicationScoped
public class AttentionBudget {
    private final Contacts contacts;
    private final AttentionPolicy policy;
    private final Events events;
    private final Outbox outbox;
    private final Clock clock;

    AttentionBudget(Contacts contacts, AttentionConfig config, Events events, Outbox outbox, Clock clock) {
        this.contacts = contacts;
        this.policy = config.policy();
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The decisions by follow-up; what is granted is on its way when the transaction commits. */
    public Uni<Map<UUID, AttentionDecision>> ask(SqlConnection tx, List<OutwardContact> wishes) {
        var distinct = new LinkedHashMap<UUID, OutwardContact>();
        wishes.forEach(wish -> distinct.putIfAbsent(wish.followUpId(), wish));
        if (distinct.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var now = clock.instant();
        var oldest = now.minus(max(policy.surveyCooldown(), policy.contactWindow()));
        return contacts.contexts(tx, distinct.values(), oldest)
                .map(contexts -> decide(distinct.values(), contexts, now))
                .call(decided -> contacts.record(tx, decided)
                        .map(fresh -> decided.stream()
                                .filter(one -> fresh.contains(one.contact().followUpId()))
                                .toList())
                        .chain(fresh -> carryOut(tx, fresh)))
                .map(AttentionBudget::byFollowUp);
    }

    private List<Decided> decide(
            Iterable<OutwardContact> wishes, Map<Contacts.Key, CustomerContext> contexts, Instant now) {
        var known = new HashMap<>(contexts);
        var decided = new ArrayList<Decided>();
        for (var wish : wishes) {
            var key = new Contacts.Key(wish.cause().tenant(), wish.customerId());
            var context = known.getOrDefault(key, CustomerContext.EMPTY);
            var decision = policy.decide(
                    new ContactRequest(wish.purpose(), wish.thread().channel(), wish.about(), wish.since(), now),
                    context);
            if (decision instanceof Granted) {
                known.put(key, context.with(new PastContact(wish.purpose(), now)));
            }
            var commandId = DeterministicId.of(
                    "follow-up",
                    wish.cause().tenant().value(),
                    wish.followUpId().toString());
            decided.add(new Decided(wish, commandId, decision, now));
        }
        return decided;
    }

    private Uni<Void> carryOut(SqlConnection tx, List<Decided> decided) {
        var granted = decided.stream()
                .filter(one -> one.decision() instanceof Granted)
                .map(Decided::contact)
                .toList();
        return contacts.continuations(tx, granted).chain(threads -> {
            var outgoing = new ArrayList<Outgoing>();
            for (var one : decided) {
                var wish = one.contact();
                outgoing.add(new Outgoing(
                        Topics.CARE,
                        events.causedBy(wish.cause(), wish.customerId().value(), announcement(one))));
                if (one.decision() instanceof Granted) {
                    var thread = wish.thread();
                    outgoing.add(new Outgoing(
                            Topics.outbound(thread.channel()),
                            events.causedBy(
                                    wish.cause(), thread.id().value(), command(one, threads.get(thread.id())))));
                }
            }
            return outbox.append(tx, outgoing);
        });
    }

    private static CareEvent announcement(Decided decided) {
        var wish = decided.contact();
        return switch (decided.decision()) {
            case Granted(var explanation) ->
                new FollowUpMade(
                        wish.customerId(),
                        decided.at(),
                        wish.followUpId(),
                        wish.purpose(),
                        wish.thread().channel(),
                        new CommandId(decided.commandId()),
                        explanation);
            case Withheld(var explanation) ->
                new FollowUpWithheld(
                        wish.customerId(),
                        decided.at(),
                        wish.followUpId(),
                        wish.purpose(),
                        wish.thread().channel(),
                        explanation);
        };
    }

    private static SendMessage command(Decided decided, @Nullable Continuation thread) {
        var wish = decided.contact();
        var subject = thread == null || thread.subject() == null
                ? wish.subject()
                : SurveyInvitation.replyTo(thread.subject());
        return new SendMessage(
                new CommandId(decided.commandId()),
                wish.thread(),
                wish.customerId(),
                wish.to(),
                wish.author(),
                wish.purpose(),
                subject,
                wish.text(),
                thread == null ? null : thread.replyContext(),
                decided.at());
    }

    private static Map<UUID, AttentionDecision> byFollowUp(List<Decided> decided) {
        var decisions = new HashMap<UUID, AttentionDecision>();
        decided.forEach(one -> decisions.put(one.contact().followUpId(), one.decision()));
        return decisions;
    }

    private static <T extends Comparable<T>> T max(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
