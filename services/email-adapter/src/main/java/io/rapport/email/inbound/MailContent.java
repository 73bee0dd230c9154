package io.rapport.email.inbound;

import java.util.Arrays;

/** A mail's content as it comes, octet for octet; what is beyond the limit is counted and let go. */
final class MailContent {
    private final int limit;
    private byte[] octets = new byte[4096];
    private int size;
    private long excess;

    /** @param limit in octets */
    MailContent(int limit) {
        this.limit = limit;
    }

    void add(byte[] source, int offset, int length) {
        int taken = isTooLarge() ? 0 : Math.min(length, limit - size);
        excess += length - taken;
        if (octets.length - size < taken) {
            octets = Arrays.copyOf(octets, Math.max(size + taken, (int) Math.min(2L * octets.length, limit)));
        }
        System.arraycopy(source, offset, octets, size, taken);
        size += taken;
        if (isTooLarge()) {
            octets = new byte[0];
            size = 0;
        }
    }

    boolean isTooLarge() {
        return excess > 0;
    }

    /** How much has been let go beyond the limit, in octets. */
    long excess() {
        return excess;
    }

    byte[] octets() {
        return Arrays.copyOf(octets, size);
    }
}
