package io.rapport.desk.account;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, for the length of one request.
 *
 * @param sessionId names the session without being able to use it
 */
public record SignedIn(
        String sessionId,
        TenantId tenant,
        AgentId agentId,
        String email,
        String displayName,
        Set<Role> roles,
        Presence presence,
        String csrfToken) {

    static SignedIn of(Session session) {
        var account = session.account;
        return new SignedIn(
                session.tokenHash,
                account.tenant(),
                account.id(),
                account.email(),
                account.displayName(),
                account.roles(),
                account.presence(),
                session.csrfToken);
    }

    public SignedIn require(Role role) {
        if (!roles.contains(role)) {
            throw Refusal.forbidden(
                    "This needs the role \"" + role.wireName() + "\", which your account does not have.");
        }
        return this;
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    SignedIn with(Presence now) {
        return new SignedIn(sessionId, tenant, agentId, email, displayName, roles, now, csrfToken);
    }

    /** Compared in constant time, so that nobody can guess the token letter by letter. */
    boolean provesOwnPage(@Nullable String sentToken) {
        return sentToken != null
                && MessageDigest.isEqual(
                        sentToken.getBytes(StandardCharsets.UTF_8), csrfToken.getBytes(StandardCharsets.UTF_8));
    }
}
