package io.rapport.routing.conversation.application;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outgoing;
import io.rapport.routing.assignment.model.Agent;
import io.rapport.routing.assignment.model.Roster;
import io.rapport.routing.conversation.application.Conversations.Told;
import io.rapport.routing.conversation.model.Conversation;
import io.rapport.routing.conversation.model.ConversationKey;
import io.rapport.routing.conversation.model.Decision;
import io.rapport.routing.conversation.model.Router;
import io.rapport.routing.conversation.model.RoutingPolicy;
import io.rapport.routing.conversation.model.ThreadKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one transaction has loaded and decided and not yet saved. */
public final class Turn {
    private final Events events;
    private final RoutingPolicy policy;
    private final Instant now;
    private final Map<ConversationKey, Conversation> conversations = new HashMap<>();
    private final Map<ThreadKey, ConversationKey> threads = new HashMap<>();
    private final Set<ConversationKey> stored = new HashSet<>();
    private final Set<ConversationKey> changed = new LinkedHashSet<>();
    private final Map<TenantId, Roster> rosters = new HashMap<>();
    private final Map<TenantId, Router> routers = new HashMap<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Outgoing> outgoing = new ArrayList<>();

    Turn(Events events, RoutingPolicy policy, Instant now) {
        this.events = events;
        this.policy = policy;
        this.now = now;
    }

    void loaded(Collection<Conversation> loaded) {
        for (var conversation : loaded) {
            put(conversation);
            stored.add(conversation.key());
        }
    }

    /** From here on decisions about conversations of this tenant see and move these agents. */
    void use(Roster roster) {
        rosters.put(roster.tenant(), roster);
        routers.put(roster.tenant(), new Router(roster, policy, now));
    }

    @Nullable
    Conversation find(ConversationKey key) {
        return conversations.get(key);
    }

    @Nullable
    Conversation find(ThreadKey thread) {
        var key = threads.get(thread);
        return key == null ? null : conversations.get(key);
    }

    /** The key of a conversation that is about to begin. */
    ConversationKey newKey(TenantId tenant) {
        return new ConversationKey(tenant, new ConversationId(events.newId()));
    }

    private @Nullable Conversation put(Conversation conversation) {
        threads.put(conversation.threadKey(), conversation.key());
        return conversations.put(conversation.key(), conversation);
    }

    /** Decides for a tenant; one whose agents were not loaded is one whose decisions need none. */
    public Router router(TenantId tenant) {
        return routers.computeIfAbsent(tenant, t -> new Router(roster(t), policy, now));
    }

    /** Keeps a decision and what it tells, as caused by an event or, without one, by time or a freed agent. */
    public void keep(TenantId tenant, @Nullable Envelope cause, Decision decision) {
        var after = decision.conversation();
        if (!after.equals(put(after))) {
            changed.add(after.key());
        }
        for (ConversationEvent event : decision.events()) {
            told.add(new Told(tenant, event));
            var id = after.id().value();
            outgoing.add(new Outgoing(
                    Topics.CONVERSATIONS,
                    cause == null ? events.begin(tenant, id, event) : events.causedBy(cause, id, event)));
        }
    }

    /** What is to be saved; afterwards nothing is, and all of it counts as stored. */
    Unsaved takeUnsaved() {
        var inserted = new ArrayList<Conversation>();
        var updated = new ArrayList<Conversation>();
        for (var key : changed) {
            var conversation = conversations.get(key);
            if (conversation != null) {
                (stored.add(key) ? inserted : updated).add(conversation);
            }
        }
        var unsaved = new Unsaved(
                inserted,
                updated,
                List.copyOf(told),
                List.copyOf(outgoing),
                rosters.values().stream()
                        .flatMap(roster -> roster.takeChanged().stream())
                        .toList());
        changed.clear();
        told.clear();
        outgoing.clear();
        return unsaved;
    }

    /** The agents of a tenant; none unless they were loaded. */
    public Roster roster(TenantId tenant) {
        return rosters.computeIfAbsent(tenant, t -> new Roster(t, List.of()));
    }

    Collection<Roster> rosters() {
        return rosters.values();
    }

    record Unsaved(
            List<Conversation> inserted,
            List<Conversation> updated,
            List<Told> told,
            List<Outgoing> outgoing,
            List<Agent> agents) {}
}
