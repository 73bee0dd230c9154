package io.rapport.care.attention.model;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Contact that somebody would like to make.
 *
 * @param about the conversation it is about, if any
 * @param since when the reason for it arose, such as the resolution that a survey asks about
 * @param now when it would be sent
 */
public record ContactRequest(
        MessagePurpose purpose, Channel channel, @Nullable ConversationId about, Instant since, Instant now) {}
