package io.rapport.load.cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes of this machine at one moment, each with the processor time it has had since it began. */
public record ProcessTable(Map<Long, Row> rows) {

    /** Linux counts in hundredths of a second for programs, whatever its kernel's own clock does (USER_HZ). */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final Path PROC = Path.of("/proc");

    /**
     * One process.
     *
     * @param cpuNanos its own time, on Linux with that of its ended children
     */
    public record Row(long pid, long parent, long cpuNanos) {}

    /** The processes now. */
    public static ProcessTable now() throws IOException {
        return Files.isReadable(PROC.resolve("self/stat")) ? ofProc() : ofPs();
    }

    static ProcessTable of(List<Row> rows) {
        var table = new HashMap<Long, Row>();
        rows.forEach(row -> table.put(row.pid(), row));
        return new ProcessTable(Map.copyOf(table));
    }

    /** The time of a process and of everything it started, but for what counts as another. */
    public long cpuNanos(long root, Collection<Long> others) {
        return tree(root, others).stream().mapToLong(Row::cpuNanos).sum();
    }

    /** A process and everything it started, as far as it lives and does not count as another. */
    List<Row> tree(long root, Collection<Long> others) {
        var children = new HashMap<Long, List<Row>>();
        rows.values()
                .forEach(row -> children.computeIfAbsent(row.parent(), parent -> new ArrayList<>())
                        .add(row));
        var tree = new ArrayList<Row>();
        var left = new ArrayDeque<Row>();
        Optional.ofNullable(rows.get(root)).ifPresent(left::add);
        while (!left.isEmpty()) {
            var row = left.remove();
            tree.add(row);
            children.getOrDefault(row.pid(), List.of()).stream()
                    .filter(child -> !others.contains(child.pid()))
                    .forEach(left::add);
        }
        return tree;
    }

    private static ProcessTable ofProc() throws IOException {
        var rows = new ArrayList<Row>();
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                try {
                    rows.add(parseStat(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1)));
                } catch (IOException endedMeanwhile) {
                    // It is no longer there to be counted.
                }
            }
        }
        return of(rows);
    }

    /** A line of {@code /proc/<pid>/stat}; the name in parentheses may hold anything, even parentheses. */
    static Row parseStat(String line) {
        long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
        var fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
        long ticks = 0;
        // utime, stime, cutime and cstime: fields 14 to 17 of proc(5), of which the first here is the third.
        for (int field = 14; field <= 17; field++) {
            ticks += Long.parseLong(fields[field - 3]);
        }
        return new Row(pid, Long.parseLong(fields[1]), ticks * NANOS_PER_TICK);
    }

    private static ProcessTable ofPs() throws IOException {
        var ps = new ProcessBuilder("ps", "-axo", "pid=,ppid=,time=").start();
        try (var output = ps.inputReader()) {
            return of(output.lines().map(ProcessTable::parsePs).toList());
        }
    }

    /** A line of {@code ps -axo pid=,ppid=,time=}: the time is {@code [[dd-]hh:]mm:ss[.hh]}. */
    static Row parsePs(String line) {
        var fields = line.strip().split("\\s+");
        var time = fields[2].split("-");
        long nanos = time.length == 2 ? TimeUnit.DAYS.toNanos(Long.parseLong(time[0])) : 0;
        double seconds = 0;
        for (var unit : time[time.length - 1].split(":")) {
            seconds = seconds * 60 + Double.parseDouble(unit);
        }
        return new Row(Long.parseLong(fields[0]), Long.parseLong(fields[1]), nanos + Math.round(seconds * 1e9));
    }
}
