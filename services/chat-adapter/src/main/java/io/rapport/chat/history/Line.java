package io.rapport.chat.history;

import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;

/** One message to a visitor. */
public record Line(CommandId commandId, CustomerId customerId, String author, String text, Instant at) {}
