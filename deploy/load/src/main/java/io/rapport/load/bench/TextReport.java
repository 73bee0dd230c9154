package io.rapport.load.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A {@link BenchReport} for the terminal. */
final class TextReport {

    private static final int SESSIONS_SHOWN = 8;

    private final PrintStream out;

    TextReport(PrintStream out) {
        this.out = out;
    }

    void print(BenchReport report) {
        var phases = List.of(report.intake(), report.load(), report.calm());
        var raw = report.rawProducer();
        out.println();
        out.printf(
                "Machine: %s, %s, %d processors, %d MB; Java %s.%n",
                report.machine().system(),
                report.machine().architecture(),
                report.machine().processors(),
                report.machine().memoryMegabytes(),
                report.machine().java());
        out.printf("Warm-up, not measured: %s.%n", report.warmUp());
        out.println();
        out.printf(
                "Raw producer (%d B, acks=all): %,.0f records/s; CPU a record: %.1f µs in the producer, %.1f µs in the broker.%n",
                RawProducer.RECORD_BYTES, raw.perSecond(), raw.producerMicros(), raw.brokerMicros());
        out.println();
        row("", phases, PhaseResult::name);
        row(
                "mails accepted (250)",
                phases,
                phase -> "%,d".formatted(phase.count().accepted()));
        row(
                "offered, mails/s",
                phases,
                phase -> phase.offeredPerSecond() == 0 ? "all it takes" : "%,.0f".formatted(phase.offeredPerSecond()));
        row("accepted, mails/s", phases, phase -> "%,.0f".formatted(phase.acceptedPerSecond()));
        row("assigned, mails/s", phases, phase -> "%,.0f".formatted(phase.assignedPerSecond()));
        row("not yet assigned at the end", phases, phase -> "%,d".formatted(phase.backlog()));
        row("until nothing was unread, s", phases, phase -> "%.1f".formatted(phase.drainSeconds()));
        row("sent again", phases, phase -> "%,d".formatted(phase.repeats()));
        out.println();
        latencies("due → accepted, ms", phases, PhaseResult::accepted);
        latencies("received → assigned, ms", phases, PhaseResult::assigned);
        latencies("due → assigned, ms", phases, PhaseResult::whole);
        out.println();
        row("CPU µs a mail, share, raw records", phases, phase -> "");
        report.load().cpu().stream()
                .map(CpuShare::process)
                .forEach(process -> row("  " + process, phases, phase -> share(phase.cpu(), process, raw)));
        row("  all processes", phases, phase -> figures(phase.cpuMicrosPerMail(), 1, raw));
        report.load().database().stream()
                .limit(SESSIONS_SHOWN)
                .map(CpuShare::process)
                .forEach(process ->
                        row("  of postgres: " + process, phases, phase -> share(phase.database(), process, raw)));
        row("load generator, µs a mail", phases, phase -> "%,.0f".formatted(phase.generatorMicrosPerMail()));
        row(
                "other programs, processors",
                phases,
                phase -> phase.otherCores() < 0 ? "unknown" : "%.2f".formatted(phase.otherCores()));
        out.println();
        out.printf(
                "Idle, nothing sent: %.0f thousandths of a processor over all processes (%s).%n",
                report.idleMilliCores().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                report.idleMilliCores().entrySet().stream()
                        .sorted((one, other) -> Double.compare(other.getValue(), one.getValue()))
                        .limit(4)
                        .map(used -> "%s %.0f".formatted(used.getKey(), used.getValue()))
                        .collect(Collectors.joining(", ")));
        out.printf("Whole path under load to raw producer: 1 to %,.0f.%n", 1 / report.ratioToRaw());
        out.println();
        for (var phase : phases) {
            var count = phase.count();
            out.printf(
                    "%-7s %s: %,d mails accepted, %,d of them exactly one conversation and one assignment, %,d missing, %,d repeated%s.%n",
                    count.isRight() ? "RIGHT" : "WRONG",
                    phase.name(),
                    count.accepted(),
                    count.exactlyOnce(),
                    count.missing(),
                    count.repeated(),
                    phase.lost() == 0 ? "" : ", %,d never accepted".formatted(phase.lost()));
        }
        for (var target : report.targets()) {
            out.printf(
                    "%-7s %s: %,.1f %s (wanted %,.0f).%n",
                    target.met() ? "MET" : "MISSED", target.what(), target.measured(), target.unit(), target.wanted());
        }
    }

    private void latencies(String name, List<PhaseResult> phases, Function<PhaseResult, Latency> which) {
        row(
                name + ", p50",
                phases,
                phase -> "%,.1f".formatted(which.apply(phase).p50()));
        row("    p90", phases, phase -> "%,.1f".formatted(which.apply(phase).p90()));
        row("    p99", phases, phase -> "%,.1f".formatted(which.apply(phase).p99()));
        row("    max", phases, phase -> "%,.1f".formatted(which.apply(phase).max()));
    }

    private static String share(List<CpuShare> shares, String process, RawProducer.Result raw) {
        return shares.stream()
                .filter(share -> share.process().equals(process))
                .findFirst()
                .map(share -> figures(share.microsPerMail(), share.share(), raw))
                .orElse("-");
    }

    private static String figures(double microsPerMail, double share, RawProducer.Result raw) {
        return "%,.0f %3.0f %% %,5.0f".formatted(microsPerMail, 100 * share, microsPerMail / raw.micros());
    }

    private void row(String name, List<PhaseResult> phases, Function<PhaseResult, String> value) {
        out.printf(
                "%-34s%s%n",
                name,
                phases.stream()
                        .map(phase -> "%20s".formatted(value.apply(phase)))
                        .collect(Collectors.joining()));
    }
}
