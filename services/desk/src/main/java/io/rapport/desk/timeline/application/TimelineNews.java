package io.rapport.desk.timeline.application;

import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.timeline.application.TimelineStore.ConversationKey;
import io.rapport.desk.timeline.application.TimelineStore.CustomerKey;
import io.rapport.desk.timeline.application.TimelineStore.Naming;
import io.rapport.desk.timeline.model.Conversation;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.ThreadNews;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a batch of events tells, once for each row it changes. */
final class TimelineNews {
    private record Key(TenantId tenant, UUID id) {}

    private final Map<Key, ThreadNews> threads = new HashMap<>();
    private final Map<Key, EntryNews> entries = new LinkedHashMap<>();
    private final Map<ConversationKey, List<ConversationEvent>> conversations = new LinkedHashMap<>();
    private final Map<CustomerKey, Naming> names = new HashMap<>();

    void add(ThreadNews news) {
        threads.merge(new Key(news.tenant(), news.thread().id().value()), news, ThreadNews::and);
    }

    void add(EntryNews news) {
        entries.merge(new Key(news.tenant(), news.id()), news, EntryNews::and);
    }

    void add(TenantId tenant, ConversationEvent event) {
        conversations
                .computeIfAbsent(new ConversationKey(tenant, event.conversationId()), key -> new ArrayList<>())
                .add(event);
    }

    void add(TenantId tenant, ProfileChanged profile) {
        add(new Naming(tenant, profile.customerId().value(), profile.name(), profile.at()));
        profile.aliases().forEach(alias -> add(new Naming(tenant, alias.value(), profile.name(), profile.at())));
    }

    private void add(Naming naming) {
        names.merge(
                new CustomerKey(naming.tenant(), naming.customerId()),
                naming,
                (one, other) -> other.at().isAfter(one.at()) ? other : one);
    }

    Collection<ThreadNews> threads() {
        return threads.values();
    }

    Collection<EntryNews> entries() {
        return entries.values();
    }

    Collection<Naming> names() {
        return names.values();
    }

    /** The conversations that something was decided about. */
    Set<ConversationKey> decided() {
        return conversations.keySet();
    }

    /** What they are now, given what they were. */
    List<Conversation> apply(Map<ConversationKey, Conversation> before) {
        var after = new ArrayList<Conversation>(conversations.size());
        conversations.forEach((key, events) -> {
            var conversation = before.get(key);
            for (var event : events) {
                conversation = (conversation == null
                                ? Conversation.unknown(key.tenant(), key.id(), event.at())
                                : conversation)
                        .with(event);
            }
            if (conversation != null) {
                after.add(conversation);
            }
        });
        return after;
    }
}
