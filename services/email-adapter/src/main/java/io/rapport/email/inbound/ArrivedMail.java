package io.rapport.email.inbound;

import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccount;
import io.rapport.platform.channel.store.RawPayloads.Kept;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mail that has come, and what is known of whether it is safe. */
final class ArrivedMail {
    private final byte[] raw;
    private final Map<MailAccount, MailEnvelope> envelopes;
    private final CompletableFuture<Void> safe = new CompletableFuture<>();
    private final Map<TenantId, CompletableFuture<Kept>> kept = HashMap.newHashMap(1);

    private ArrivedMail(byte[] raw, Map<MailAccount, MailEnvelope> envelopes) {
        this.raw = raw;
        this.envelopes = envelopes;
    }

    ArrivedMail(byte[] raw, MailAccount account, MailEnvelope envelope) {
        this(raw, Map.of(account, envelope));
    }

    /**
     * One that came by SMTP.
     *
     * @param sender empty for the null return path; null when unknown
     * @param receivers with what stood behind the plus signs of their addresses
     */
    static ArrivedMail received(byte[] raw, @Nullable String sender, Map<MailAccount, List<String>> receivers) {
        var envelopes = HashMap.<MailAccount, MailEnvelope>newHashMap(receivers.size());
        receivers.forEach((account, tags) -> envelopes.put(account, new MailEnvelope.Received(sender, tags)));
        return new ArrivedMail(raw, envelopes);
    }

    byte[] raw() {
        return raw;
    }

    Map<MailAccount, MailEnvelope> envelopes() {
        return envelopes;
    }

    Set<TenantId> tenants() {
        return envelopes.keySet().stream().map(MailAccount::tenant).collect(Collectors.toSet());
    }

    /** Completes when the mail is on the log, once for each account. Whoever waits for that may end it: then the mail need not be taken any more. */
    CompletableFuture<Void> safe() {
        return safe;
    }

    void keep(TenantId tenant, CompletableFuture<Kept> outcome) {
        kept.put(tenant, outcome);
    }

    CompletableFuture<Kept> kept(TenantId tenant) {
        return Objects.requireNonNull(kept.get(tenant), "Each tenant keeps it before it is read");
    }
}
