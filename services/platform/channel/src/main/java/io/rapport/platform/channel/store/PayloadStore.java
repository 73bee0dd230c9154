package io.rapport.platform.channel.store;

import io.rapport.contracts.value.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * Raw payloads, attachments, markers and lasting state of a tenant.
 *
 * <p>Attachments are named by their SHA-256, so that storing the same bytes again changes nothing. Every call blocks, and throws
 * {@link StoreUnavailable} when the store is away.
 */
public class PayloadStore {
    private static final String RAW = "raw:";

    private static final Pattern RAW_REFERENCE = Pattern.compile(
            "raw:(?<hash>[0-9a-f]{64})\\.(?<object>[0-9a-f-]{36})\\.(?<offset>[0-9]{1,9})\\.(?<size>[0-9]{1,9})");

    private static final String ATTACHMENT = "sha256:";
    /** What a tenant's markers are under. */
    static final String MARKERS = "marker";

    /** What a tenant's payloads as they came are under. */
    static final String RAW_FOLDER = "raw";

    private static final String STATE = "state";

    private static final int FULL_SEGMENT = 1024 * 1024;

    /** What is added to stays young, and a payload is to be forgotten when it is old. */
    private static final long LONGEST_OPEN_NANOS = Duration.ofMinutes(1).toNanos();

    private final ObjectStore objects;
    private final Map<TenantId, Queue<Segment>> segments = new ConcurrentHashMap<>();

    public PayloadStore(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Keeps payloads as the provider sent them, together in one object, and gives the references to find them by: {@code raw:}, the
     * SHA-256, and behind points where it is, which is nobody else's business.
     */
    List<String> putRaw(TenantId tenant, List<Payload> payloads) {
        var together = new ByteArrayOutputStream(
                payloads.stream().mapToInt(it -> it.bytes.length).sum());
        payloads.forEach(payload -> together.writeBytes(payload.bytes));
        var segment = putRaw(tenant, together.toByteArray(), openSegment(tenant));
        long offset = segment.length - together.size();
        var references = new ArrayList<String>(payloads.size());
        for (var payload : payloads) {
            references.add(RAW + payload.hash + '.' + segment.object + '.' + offset + '.' + payload.bytes.length);
            offset += payload.bytes.length;
        }
        return references;
    }

    /** What fails is left alone: its end is not known then. */
    private Segment putRaw(TenantId tenant, byte[] content, Segment segment) {
        var key = rawKey(tenant, segment.object);
        if (!objects.isGoodAtAppending()) {
            objects.keep(key, content);
            return new Segment(segment.object, content.length, segment.since);
        }
        var longer = new Segment(segment.object, objects.append(key, content), segment.since);
        if (longer.length < FULL_SEGMENT) {
            segments.computeIfAbsent(tenant, any -> new ConcurrentLinkedQueue<>())
                    .add(longer);
        }
        return longer;
    }

    /** One that nobody else adds to now. */
    private Segment openSegment(TenantId tenant) {
        var open = segments.get(tenant);
        var segment = open == null ? null : open.poll();
        return segment != null && System.nanoTime() - segment.since < LONGEST_OPEN_NANOS
                ? segment
                : new Segment(UUID.randomUUID().toString(), 0, System.nanoTime());
    }

    /** An object that payloads are added to for a while, by this process alone. */
    private record Segment(String object, long length, long since) {}

    /** A payload with its SHA-256. */
    static final class Payload {
        final byte[] bytes;
        final String hash;

        Payload(byte[] bytes) {
            this.bytes = bytes;
            this.hash = sha256(bytes);
        }
    }

    /** As {@link RawPayloads#keep}, for one by itself. */
    public String putRaw(TenantId tenant, byte[] payload) {
        return putRaw(tenant, List.of(new Payload(payload))).getFirst();
    }

    /** What is the same for the same bytes, wherever they are: the SHA-256 in a reference of a payload, else the reference itself. */
    public static String contentOf(String reference) {
        var raw = RAW_REFERENCE.matcher(reference);
        return raw.matches() ? raw.group("hash") : reference;
    }

    /** Keeps an attachment and gives its content id, {@code sha256:<hex>}. */
    public String putAttachment(TenantId tenant, byte[] content) {
        var hash = sha256(content);
        objects.keep(attachmentKey(tenant, hash), content);
        return ATTACHMENT + hash;
    }

    /** The bytes behind a reference of {@link #putRaw} or a content id of {@link #putAttachment}. */
    public Optional<byte[]> get(TenantId tenant, String reference) {
        if (reference.startsWith(RAW)) {
            return raw(tenant, reference);
        }
        if (reference.startsWith(ATTACHMENT)) {
            return objects.read(attachmentKey(tenant, reference.substring(ATTACHMENT.length())));
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

    /** As {@link ObjectStore#append}, to a marker. */
    public long append(TenantId tenant, String name, byte[] content) {
        return objects.append(markerKey(tenant, name), content);
    }

    /** Reads a marker. */
    public Optional<byte[]> read(TenantId tenant, String name) {
        return objects.read(markerKey(tenant, name));
    }

    /** Keeps what must outlive the markers, over an older value if there is one. */
    public void putState(TenantId tenant, String name, byte[] content) {
        objects.put(named(tenant, STATE, name), content);
    }

    /** As {@link ObjectStore#append}, to what must outlive the markers. */
    public long appendState(TenantId tenant, String name, byte[] content) {
        return objects.append(named(tenant, STATE, name), content);
    }

    /** Reads what {@link #putState} or {@link #appendState} kept. */
    public Optional<byte[]> state(TenantId tenant, String name) {
        return objects.read(named(tenant, STATE, name));
    }

    private Optional<byte[]> raw(TenantId tenant, String reference) {
        var place = RAW_REFERENCE.matcher(reference);
        if (!place.matches()) {
            return Optional.empty();
        }
        int from = Integer.parseInt(place.group("offset"));
        int size = Integer.parseInt(place.group("size"));
        return objects.read(rawKey(tenant, place.group("object")))
                .filter(together -> from + size <= together.length)
                .map(together -> Arrays.copyOfRange(together, from, from + size))
                // who changes the numbers must not get what was kept beside it
                .filter(payload -> sha256(payload).equals(place.group("hash")));
    }

    private static String rawKey(TenantId tenant, String object) {
        return tenant.value() + '/' + RAW_FOLDER + '/' + object.substring(0, 2) + '/' + object;
    }

    /** 256 folders keep a folder store's directories small enough; more of them would mean a new one for most objects. */
    private static String attachmentKey(TenantId tenant, String hash) {
        if (!isSha256(hash)) {
            throw new IllegalArgumentException("A content id ends in 64 hexadecimal digits, not \"" + hash + "\"");
        }
        return tenant.value() + "/attachment/" + hash.substring(0, 2) + '/' + hash;
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
