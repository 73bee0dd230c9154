package io.rapport.social.meta;

import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.WebhookCall;
import io.rapport.platform.channel.provider.WebhookProvider;

/** A number or a page at one of Meta's networks. */
public interface MetaProvider extends WebhookProvider, FileSource {
    /** The app that calls for it. */
    MetaApp app();

    /** Whether a call tells something about this number or page: an app has one address for all it has. */
    boolean concerns(byte[] rawBody);

    @Override
    default boolean verify(WebhookCall call) {
        return app().signed(call);
    }
}
