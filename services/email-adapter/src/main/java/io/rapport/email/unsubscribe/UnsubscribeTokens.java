package io.rapport.email.unsubscribe;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.provider.Proof;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the unsubscribe address of a mail carries: who got which mail. Encrypted and sealed by AES-GCM, so that it says nothing to
 * whoever reads it in a log, and nobody can make one for somebody else.
 *
 * <p>The key is derived from the adapter's secret for this purpose alone; a thread's token opens nothing here.
 */
public final class UnsubscribeTokens {
    private static final byte[] PURPOSE = "unsubscribe".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 2_000;

    private final SecureRandom random = new SecureRandom();
    private final Supplier<byte[]> secret;

    /** The secret is asked for whenever it is needed, since it may have to be fetched. */
    public UnsubscribeTokens(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    /** A mail of ours and who got it. */
    public record Subscription(TenantId tenant, ThreadRef thread, CustomerId customer, CommandId command) {}

    /** The token of a mail, fit for an address. */
    public String of(Subscription subscription) {
        var thread = subscription.thread();
        var root = thread.root();
        var content = String.join(
                "\0",
                subscription.tenant().value(),
                thread.account(),
                thread.party(),
                root == null ? "" : root,
                subscription.customer().toString(),
                subscription.command().toString());
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(content.getBytes(StandardCharsets.UTF_8));
            var token = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, token, nonce.length, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES", e);
        }
    }

    /** What a token says, if we made it. */
    public Optional<Subscription> read(String token) {
        var bytes = bytes(token);
        if (bytes == null || bytes.length <= NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES));
            var content = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(subscription(new String(content, StandardCharsets.UTF_8).split("\0", -1)));
        } catch (AEADBadTagException forged) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES", e);
        }
    }

    private static Subscription subscription(String[] words) {
        var tenant = TenantId.of(words[0]);
        var root = words[3].isEmpty() ? null : words[3];
        return new Subscription(
                tenant,
                ThreadRef.of(tenant, Channel.EMAIL, words[1], words[2], root),
                CustomerId.of(words[4]),
                new CommandId(UUID.fromString(words[5])));
    }

    private static byte @Nullable [] bytes(String token) {
        try {
            return token.length() > LONGEST ? null : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var key = new SecretKeySpec(Proof.hmac("HmacSHA256", secret.get(), PURPOSE), "AES");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
