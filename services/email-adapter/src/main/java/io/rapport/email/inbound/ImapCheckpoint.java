package io.rapport.email.inbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a folder has been taken in (RFC 9051 section 2.3.1.1).
 *
 * @param validity while it stays the same, a UID means the same mail
 * @param uid of the last mail that is safe on the log or in quarantine; 0 before the first
 * @param gaps below it, in order: there was no mail when it was their turn; only the latest of them
 */
record ImapCheckpoint(long validity, long uid, List<Gap> gaps) {
    private static final int MOST_GAPS = 500;

    ImapCheckpoint {
        gaps = List.copyOf(gaps.subList(Math.max(0, gaps.size() - MOST_GAPS), gaps.size()));
    }

    /** UIDs, both ends included. */
    record Gap(long first, long last) {
        boolean has(long uid) {
            return first <= uid && uid <= last;
        }

        Stream<Gap> without(long uid) {
            return has(uid)
                    ? Stream.of(new Gap(first, uid - 1), new Gap(uid + 1, last)).filter(it -> it.first <= it.last)
                    : Stream.of(this);
        }
    }

    /** Before the first mail. */
    static ImapCheckpoint start(long validity) {
        return new ImapCheckpoint(validity, 0, List.of());
    }

    /** When the next mail that is there is safe; what lies between is a gap. */
    ImapCheckpoint after(long next) {
        var all = new ArrayList<>(gaps);
        if (next > uid + 1) {
            all.add(new Gap(uid + 1, next - 1));
        }
        return new ImapCheckpoint(validity, next, all);
    }

    /** Whether a UID was passed over, because there was no mail. */
    boolean passedOver(long uid) {
        return gaps.stream().anyMatch(gap -> gap.has(uid));
    }

    /** When a mail is safe that was passed over. */
    ImapCheckpoint with(long uid) {
        return new ImapCheckpoint(
                validity,
                this.uid,
                gaps.stream().flatMap(gap -> gap.without(uid)).toList());
    }

    static ImapCheckpoint read(byte[] content) {
        var words = new String(content, StandardCharsets.US_ASCII).split(" ", 3);
        var gaps = words.length < 3
                ? List.<Gap>of()
                : Arrays.stream(words[2].split(",", -1))
                        .map(gap -> gap.split("-", 2))
                        .map(ends -> new Gap(Long.parseLong(ends[0]), Long.parseLong(ends[1])))
                        .toList();
        return new ImapCheckpoint(Long.parseLong(words[0]), Long.parseLong(words[1]), gaps);
    }

    byte[] content() {
        var written = gaps.stream().map(gap -> gap.first + "-" + gap.last).collect(Collectors.joining(","));
        return (validity + " " + uid + (written.isEmpty() ? "" : " " + written)).getBytes(StandardCharsets.US_ASCII);
    }
}
