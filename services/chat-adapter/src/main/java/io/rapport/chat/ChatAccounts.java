package io.rapport.chat;

import io.rapport.chat.provider.websocket.WebSocketProvider;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** The web sites we serve. */
final class ChatAccounts {
    @Produces
    @Singleton
    static Accounts accounts(ChatConfig config, WebSocketProvider provider) {
        var capabilities = new ChannelCapabilities(config.maxMessageLength());
        return new Accounts(config.accounts().stream()
                .map(account -> new Account(
                        account.id(),
                        TenantId.of(account.tenant()),
                        Channel.CHAT,
                        account.id(),
                        provider,
                        capabilities))
                .toList());
    }

    @Produces
    @Readiness
    @Singleton
    static HealthCheck accountsCheck(Accounts accounts) {
        return accounts::health;
    }
}
