package io.rapport.contracts.interactions;

/** What happened on a channel; key: thread. */
public sealed interface InteractionEvent
        permits MessageReceived, MessageSent, DeliveryUpdated, ReactionReceived, ConsentDeclared {}
