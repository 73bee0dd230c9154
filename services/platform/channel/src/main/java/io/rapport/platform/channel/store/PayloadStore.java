package io.rapport.platform.channel.store;

import io.rapport.contracts.value.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Raw payloads, attachments, markers and lasting state of a tenant.
 *
 * <p>Payloads and attachments are named by their SHA-256, so that storing the same bytes again changes nothing. Every call
 * blocks, and throws {@link StoreUnavailable} when the store is away.
 */
public class PayloadStore {
    private static final String RAW = "raw:";
    private static final String ATTACHMENT = "sha256:";
    /** What a tenant's markers are under. */
    static final String MARKERS = "marker";

    private static final String STATE = "state";

    private final ObjectStore objects;

    public PayloadStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Keeps a payload as the provider sent it and gives the reference to find it by, {@code raw:<hex>}. */
    public String putRaw(TenantId tenant, byte[] payload) {
        return keepRaw(tenant, payload).reference();
    }

    /**
     * A payload in the store.
     *
     * @param isNew whether the very same bytes were not there before
     */
    public record Kept(String reference, boolean isNew) {}

    /** As {@link #putRaw}, and tells whether it is new. */
    public Kept keepRaw(TenantId tenant, byte[] payload) {
        return put(tenant, RAW, payload);
    }

    /** Keeps an attachment and gives its content id, {@code sha256:<hex>}. */
    public String putAttachment(TenantId tenant, byte[] content) {
        return put(tenant, ATTACHMENT, content).reference();
    }

    /** The bytes behind a reference of {@link #putRaw} or a content id of {@link #putAttachment}. */
    public Optional<byte[]> get(TenantId tenant, String reference) {
        if (reference.startsWith(RAW)) {
            return objects.read(key(tenant, RAW, reference.substring(RAW.length())));
        }
        if (reference.startsWith(ATTACHMENT)) {
            return objects.read(key(tenant, ATTACHMENT, reference.substring(ATTACHMENT.length())));
        }
        return Optional.empty();
    }

    /** Sets a marker; false when it was set before, whose content then stays. */
    public boolean putIfAbsent(TenantId tenant, String name, byte[] content) {
        return objects.putIfAbsent(markerKey(tenant, name), content);
    }

    /** Sets a marker, over an older one if there is one. */
    public void replace(TenantId tenant, String name, byte[] content) {
        objects.put(markerKey(tenant, name), content);
    }

    /** Reads a marker. */
    public Optional<byte[]> read(TenantId tenant, String name) {
        return objects.read(markerKey(tenant, name));
    }

    /** Keeps what must outlive the markers, over an older value if there is one. */
    public void putState(TenantId tenant, String name, byte[] content) {
        objects.put(named(tenant, STATE, name), content);
    }

    /** Reads what {@link #putState} kept. */
    public Optional<byte[]> state(TenantId tenant, String name) {
        return objects.read(named(tenant, STATE, name));
    }

    private Kept put(TenantId tenant, String kind, byte[] content) {
        var hash = sha256(content);
        return new Kept(kind + hash, objects.keep(key(tenant, kind, hash), content));
    }

    /** 256 folders keep a folder store's directories small enough; more of them would mean a new one for most objects. */
    private static String key(TenantId tenant, String kind, String hash) {
        if (!isSha256(hash)) {
            throw new IllegalArgumentException("A reference ends in 64 hexadecimal digits, not \"" + hash + "\"");
        }
        var folder = RAW.equals(kind) ? "/raw/" : "/attachment/";
        return tenant.value() + folder + hash.substring(0, 2) + '/' + hash;
    }

    private static String markerKey(TenantId tenant, String name) {
        return named(tenant, MARKERS, name);
    }

    private static String named(TenantId tenant, String folder, String name) {
        var hash = sha256(name.getBytes(StandardCharsets.UTF_8));
        return tenant.value() + '/' + folder + '/' + hash.substring(0, 2) + '/' + name;
    }

    private static boolean isSha256(String hash) {
        return hash.length() == 64 && hash.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
