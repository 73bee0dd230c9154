package io.rapport.routing.conversation.model;

import io.rapport.routing.assignment.model.AssignmentPolicy;
import io.rapport.routing.sla.model.FirstReplyPolicy;

/** Everything that routing decides by. */
public record RoutingPolicy(AssignmentPolicy assignment, FirstReplyPolicy firstReply) {}
