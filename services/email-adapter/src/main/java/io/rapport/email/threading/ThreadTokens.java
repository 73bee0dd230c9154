package io.rapport.email.threading;

import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.provider.Proof;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Signs the root of a conversation for the one partner it belongs to: 16 hexadecimal digits of root and 16 of proof.
 *
 * <p>Our mails carry the token where an answer brings it back. A token in anybody else's hands proves nothing, so that
 * neither who guesses one nor who was forwarded a mail gets into the conversation.
 */
public final class ThreadTokens {
    private static final Pattern ROOT = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");

    private final Supplier<byte[]> secret;

    /** The secret is asked for whenever it is needed, since it may have to be fetched. */
    public ThreadTokens(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    /** The token of a conversation, if it has a root of ours. */
    public Optional<String> of(TenantId tenant, ThreadRef thread) {
        var root = thread.root();
        if (root == null || !ROOT.matcher(root).matches()) {
            return Optional.empty();
        }
        return Optional.of(root + proof(tenant, thread.account(), thread.party(), root));
    }

    /** The root in a token, if it was signed for this partner of this account. */
    public Optional<String> root(String token, TenantId tenant, String account, String party) {
        var given = token.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(given).matches()) {
            return Optional.empty();
        }
        var root = given.substring(0, 16);
        boolean genuine = Proof.same(given.substring(16), proof(tenant, account, party, root));
        return genuine ? Optional.of(root) : Optional.empty();
    }

    private String proof(TenantId tenant, String account, String party, String root) {
        var signed = String.join("\0", tenant.value(), account, party, root);
        var proof = Proof.hmac("HmacSHA256", secret.get(), signed.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(proof, 0, 8);
    }
}
