package io.rapport.social.provider.messenger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.outbound.ChannelCapabilities;
import io.rapport.platform.channel.outbound.ChannelCapabilities.Late;
import io.rapport.platform.channel.outbound.ChannelCapabilities.LongText;
import io.rapport.platform.channel.outbound.ChannelCapabilities.Measure;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our pages on Messenger and our profiles on Instagram. */
@Singleton
public class MessengerAccounts {
    private static final Duration REPLY_WINDOW = Duration.ofHours(24);
    private static final Late HUMAN_AGENT = new Late(Duration.ofDays(7), true);

    private final List<Account> accounts;

    MessengerAccounts(MessengerConfig config, ObjectMapper json) {
        var api = new GraphApi(json, config.sendTimeout());
        this.accounts = config.accounts().stream()
                .map(account -> new Account(
                        account.id(),
                        TenantId.of(account.tenant()),
                        Channel.SOCIAL,
                        account.pageId(),
                        new MessengerProvider(account, api, json),
                        capabilities(account.network(), account.humanAgent() ? HUMAN_AGENT : null)))
                .toList();
    }

    private static ChannelCapabilities capabilities(Network network, @Nullable Late late) {
        return switch (network) {
            case MESSENGER -> new ChannelCapabilities(2000, Measure.CHARACTERS, LongText.SPLIT, REPLY_WINDOW, late);
            case INSTAGRAM -> new ChannelCapabilities(1000, Measure.UTF8_BYTES, LongText.SPLIT, REPLY_WINDOW, late);
        };
    }

    public List<Account> accounts() {
        return accounts;
    }
}
