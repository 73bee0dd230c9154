package io.rapport.load.cpu;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Measures how much processor time named processes, with all they start, take between two moments. */
public final class CpuMeter {

    private final Map<String, Long> roots;
    private final ProcessTable before;
    private final Map<String, Long> sessionsBefore;
    private final long machineBefore;
    private final long begun;

    /**
     * What was used.
     *
     * @param seconds the length of the measurement
     * @param nanos by name, in the order in which the names were given
     * @param sessions the part of the database's time that can be told apart, by whom it worked for
     * @param otherCores how many processors' worth of work everything else on this machine did; negative when unknown
     */
    public record Usage(double seconds, Map<String, Long> nanos, Map<String, Long> sessions, double otherCores) {}

    private CpuMeter(Map<String, Long> roots) throws IOException {
        this.roots = new LinkedHashMap<>(roots);
        this.before = ProcessTable.now();
        this.sessionsBefore = sessions(before);
        this.machineBefore = machineNanos();
        this.begun = System.nanoTime();
    }

    /** Begins to measure the processes with these ids. */
    public static CpuMeter start(Map<String, Long> roots) throws IOException {
        return new CpuMeter(roots);
    }

    /** What was used since the start. */
    public Usage stop() throws IOException {
        double seconds = (System.nanoTime() - begun) / 1e9;
        var after = ProcessTable.now();
        long machine = machineNanos();
        var used = new LinkedHashMap<String, Long>();
        roots.forEach((name, pid) -> used.put(
                name, Math.max(0, after.cpuNanos(pid, roots.values()) - before.cpuNanos(pid, roots.values()))));
        var sessions = sessions(after);
        sessions.replaceAll((name, nanos) -> nanos - sessionsBefore.getOrDefault(name, 0L));
        sessions.values().removeIf(nanos -> nanos <= 0);
        double other = machine < 0
                ? -1
                : Math.max(
                                0,
                                machine
                                        - machineBefore
                                        - used.values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum())
                        / 1e9
                        / seconds;
        return new Usage(seconds, used, sessions, other);
    }

    /** The processor time this process has had. */
    public static long ownNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private Map<String, Long> sessions(ProcessTable table) {
        var sessions = new TreeMap<String, Long>();
        var server = roots.get("postgres");
        if (server != null) {
            for (var row : table.tree(server, roots.values())) {
                sessions.merge(Titles.of(row.pid()), row.cpuNanos(), Long::sum);
            }
        }
        return sessions;
    }

    /** Linux only: the time all processors were not idle; -1 elsewhere. */
    private static long machineNanos() throws IOException {
        var stat = Path.of("/proc/stat");
        return Files.isReadable(stat) ? busyNanos(Files.readAllLines(stat).getFirst()) : -1;
    }

    /** The first line of {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq; what is stolen comes after. */
    static long busyNanos(String line) {
        var fields = line.strip().split("\\s+");
        long ticks = 0;
        for (int field = 1; field <= 7; field++) {
            if (field != 4 && field != 5) {
                ticks += Long.parseLong(fields[field]);
            }
        }
        return ticks * 10_000_000;
    }
}
