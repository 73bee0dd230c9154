package io.rapport.load.bench;

import java.util.List;
import java.util.Map;

/**
 * What one process costs.
 *
 * @param microsPerMail its processor time divided by the mails of the phase
 * @param share of all processes of the platform
 */
record CpuShare(String process, double microsPerMail, double share) {

    /** The dearest first. */
    static List<CpuShare> of(Map<String, Long> nanos, long mails) {
        double all = nanos.values().stream().mapToLong(Long::longValue).sum();
        return nanos.entrySet().stream()
                .map(used -> new CpuShare(
                        used.getKey(),
                        used.getValue() / 1e3 / Math.max(1, mails),
                        all == 0 ? 0 : used.getValue() / all))
                .sorted((one, other) -> Double.compare(other.microsPerMail(), one.microsPerMail()))
                .toList();
    }

    static double sum(List<CpuShare> shares) {
        return shares.stream().mapToDouble(CpuShare::microsPerMail).sum();
    }
}
