package io.rapport.routing.conversation.infrastructure;

import io.quarkus.security.Authenticated;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
import io.rapport.routing.conversation.application.Conversations;
import io.rapport.routing.conversation.application.Conversations.Remembered;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Why a conversation is where it is. */
@Path("/routing/conversations")
@Authenticated
class ConversationResource {
    private final Conversations conversations;
    private final JsonWebToken caller;

    ConversationResource(Conversations conversations, JsonWebToken caller) {
        this.conversations = conversations;
        this.caller = caller;
    }

    @GET
    @Path("{id}/decisions")
    public Uni<List<Remembered>> decisions(UUID id) {
        return conversations
                .decisions(TenantId.of(caller.getClaim("tenant")), new ConversationId(id))
                .invoke(decisions -> {
                    if (decisions.isEmpty()) {
                        throw new NotFoundException("There is no conversation " + id);
                    }
                });
    }
}
