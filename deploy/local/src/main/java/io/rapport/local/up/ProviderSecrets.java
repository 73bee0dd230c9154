package io.rapport.local.up;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the sandbox's providers and the adapters know of each other, all of it following from one seed, so that one file keeps it.
 *
 * @param seed random
 */
public record ProviderSecrets(String seed) {
    private static final String HMAC = "HmacSHA256";

    /** The secret of this name: 64 hexadecimal digits. */
    String of(String name) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(seed.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    String twilioAccountSid() {
        return "AC" + of("twilio-account-sid").substring(0, 32);
    }

    String vonageApiKey() {
        return of("vonage-api-key").substring(0, 8);
    }

    /** SMPP has room for eight characters. */
    String smppPassword() {
        return of("smpp-password").substring(0, 8);
    }

    String telegramBotToken() {
        return "7000000001:" + of("telegram-bot-token");
    }

    @Override
    public String toString() {
        return "ProviderSecrets";
    }
}
