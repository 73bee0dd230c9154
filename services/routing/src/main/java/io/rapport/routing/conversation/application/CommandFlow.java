package io.rapport.routing.conversation.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.value.TenantId;
import io.rapport.routing.conversation.model.ConversationKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;

/** What people ask of conversations is done, or refused with a reason. */
@ApplicationScoped
public class CommandFlow {
    private final Turns turns;

    CommandFlow(Turns turns) {
        this.turns = turns;
    }

    public Uni<Void> on(SqlConnection transaction, List<Event<ConversationCommand>> commands) {
        var keys = new HashSet<ConversationKey>();
        var tenants = new HashSet<TenantId>();
        for (var command : commands) {
            keys.add(keyOf(command));
            tenants.add(command.envelope().tenant());
        }
        return turns.begin(transaction, keys)
                .chain(turn -> turns.withAgents(transaction, turn, tenants))
                .chain(turn -> {
                    commands.forEach(command -> decide(turn, command));
                    return turns.finish(transaction, turn);
                });
    }

    private static void decide(Turn turn, Event<ConversationCommand> command) {
        var key = keyOf(command);
        var conversation = turn.find(key);
        if (conversation == null || conversation.version() == 0) {
            throw new UnknownConversation(key);
        }
        turn.keep(key.tenant(), command.envelope(), turn.router(key.tenant()).asked(conversation, command.data()));
    }

    private static ConversationKey keyOf(Event<ConversationCommand> command) {
        return new ConversationKey(command.envelope().tenant(), command.data().conversationId());
    }

    /**
     * Only who saw a conversation can name it, so this is no race but a mistake in the sender, for the dead letters.
     */
    static final class UnknownConversation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownConversation(ConversationKey key) {
            super("Tenant " + key.tenant() + " has no conversation " + key.id()
                    + "; check the sender, then replay the command or leave it");
        }
    }
}
