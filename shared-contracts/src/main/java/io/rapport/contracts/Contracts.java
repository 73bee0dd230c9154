package io.rapport.contracts;

import io.rapport.contracts.accounts.AccountEvent;
import io.rapport.contracts.agents.AgentEvent;
import io.rapport.contracts.care.CareEvent;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.experience.ExperienceEvent;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.outbound.OutboundCommand;
import io.rapport.contracts.settings.AccountSettingsEvent;
import io.rapport.contracts.signals.ChatSignal;
import io.rapport.contracts.touchpoints.TouchpointEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue: which wire name is which record. */
public final class Contracts {
    /** Every stream, by the sealed interface of its events. */
    public static final List<Class<?>> STREAMS = List.of(
            InteractionEvent.class,
            TouchpointEvent.class,
            OutboundCommand.class,
            ChatSignal.class,
            ConversationEvent.class,
            ConversationCommand.class,
            AgentEvent.class,
            CareEvent.class,
            ExperienceEvent.class,
            CustomerEvent.class,
            AccountEvent.class,
            AccountSettingsEvent.class);

    private static final ClassValue<String> WIRE_NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            var declared = type.getAnnotation(EventType.class);
            if (declared == null) {
                throw new IllegalArgumentException(type.getName() + " declares no @EventType");
            }
            return declared.value();
        }
    };

    private Contracts() {}

    /** The wire name of an event record. */
    public static String typeOf(Class<?> event) {
        return WIRE_NAMES.get(event);
    }

    /** The records of a stream by wire name, in declaration order. */
    public static Map<String, Class<?>> typesOf(Class<?> stream) {
        var types = new LinkedHashMap<String, Class<?>>();
        for (var leaf : leavesOf(stream)) {
            types.put(typeOf(leaf), leaf);
        }
        return types;
    }

    private static List<Class<?>> leavesOf(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        var leaves = new ArrayList<Class<?>>();
        for (var permitted : type.getPermittedSubclasses()) {
            leaves.addAll(leavesOf(permitted));
        }
        return leaves;
    }
}
