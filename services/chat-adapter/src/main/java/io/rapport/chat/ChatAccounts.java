package io.rapport.chat;

import io.rapport.chat.provider.websocket.WebSocketProvider;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** The web sites we serve. */
final class ChatAccounts {
    /** All files of a message: a visitor who has gone gets them by mail. */
    private static final long AS_MUCH_AS_A_MAIL = 15L * 1024 * 1024;

    @Produces
    @Singleton
    static Accounts accounts(ChatConfig config, WebSocketProvider provider) {
        var capabilities = new ChannelCapabilities(
                Start.CUSTOMER,
                config.maxMessageLength(),
                Measure.CHARACTERS,
                LongText.REFUSED,
                null,
                null,
                null,
                new Files(ChatConfig.MOST_FILES, config.maxFileSize().asLongValue(), AS_MUCH_AS_A_MAIL, List.of()));
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
