package io.rapport.social.provider.messenger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.Files.Limit;
import io.rapport.contracts.value.ChannelCapabilities.Late;
import io.rapport.contracts.value.ChannelCapabilities.Late.Form;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our pages on Messenger and our profiles on Instagram. */
@Singleton
public class MessengerAccounts implements AccountFactory<MessengerConfig.Account> {
    private static final Duration REPLY_WINDOW = Duration.ofHours(24);
    private static final Late HUMAN_AGENT =
            new Late(Form.TAG, Duration.ofDays(7).toSeconds(), true);

    private static final int MOST_FILES = 10;
    private static final long MEGABYTE = 1024 * 1024;

    /**
     * Any file; each is a message of its own.
     *
     * @see <a href="https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets">Saving assets</a>
     */
    private static final Files MESSENGER_FILES =
            new Files(MOST_FILES, 25 * MEGABYTE, MOST_FILES * 25 * MEGABYTE, List.of());

    /**
     * Only these; each is a message of its own.
     *
     * @see <a href="https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/attachment-upload">Upload media</a>
     */
    private static final Files INSTAGRAM_FILES = new Files(
            MOST_FILES,
            25 * MEGABYTE,
            MOST_FILES * 25 * MEGABYTE,
            List.of(
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "audio/aac",
                    "audio/mp4",
                    "audio/wav",
                    "audio/vnd.wave",
                    "video/mp4",
                    "video/ogg",
                    "video/x-msvideo",
                    "video/quicktime",
                    "video/webm",
                    "application/pdf"),
            List.of(new Limit("image/*", 8 * MEGABYTE)));

    private final MessengerConfig config;
    private final OutgoingFiles outgoing;
    private final GraphApi api;
    private final ObjectMapper json;

    MessengerAccounts(MessengerConfig config, OutgoingFiles outgoing, ObjectMapper json) {
        this.config = config;
        this.outgoing = outgoing;
        this.api = new GraphApi(json, config.sendTimeout());
        this.json = json;
    }

    @Override
    public Channel channel() {
        return Channel.SOCIAL;
    }

    @Override
    public String provider() {
        return "messenger";
    }

    @Override
    public Class<MessengerConfig.Account> settings() {
        return MessengerConfig.Account.class;
    }

    @Override
    public List<MessengerConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(MessengerConfig.Account account) {
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SOCIAL,
                account.pageId(),
                new MessengerProvider(account, outgoing, api, json),
                capabilities(account.network(), account.humanAgent() ? HUMAN_AGENT : null));
    }

    private static ChannelCapabilities capabilities(Network network, @Nullable Late late) {
        return switch (network) {
            case MESSENGER -> capabilities(2000, Measure.CHARACTERS, late, MESSENGER_FILES);
            case INSTAGRAM -> capabilities(1000, Measure.UTF8_BYTES, late, INSTAGRAM_FILES);
        };
    }

    private static ChannelCapabilities capabilities(int maxLength, Measure measure, @Nullable Late late, Files files) {
        return new ChannelCapabilities(
                Start.CUSTOMER, maxLength, measure, LongText.SPLIT, null, REPLY_WINDOW.toSeconds(), late, files);
    }
}
