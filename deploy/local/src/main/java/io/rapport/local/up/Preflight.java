package io.rapport.local.up;

import com.sun.security.auth.module.UnixSystem;
import io.rapport.local.part.Ports;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What must hold before anything is started. */
final class Preflight {

    private static final long NEEDED_DISK = 2L << 30;
    private static final Duration ORPHANS_LIMIT = Duration.ofSeconds(15);

    private Preflight() {}

    static void check(Home home, Map<Integer, String> wantedPorts) throws IOException {
        requireUserForPostgres();
        requireDisk(home);
        awaitOrphans(home);
        requirePorts(wantedPorts);
    }

    private static void requireUserForPostgres() {
        // where root may, PostgreSQL is started in a user namespace, in which root is nobody
        if (new UnixSystem().getUid() == 0 && !LinuxUtils.isUnshareAvailable()) {
            throw new Refusal(
                    "PostgreSQL does not run as root, and this machine does not let root run it as nobody (`unshare -U` fails): run ./rapport as another user, who owns this folder.");
        }
    }

    private static void requireDisk(Home home) throws IOException {
        Files.createDirectories(home.folder());
        // a FileStore would look for the folder's mount, which cannot be seen below a changed root (chroot)
        long free = home.folder().toFile().getUsableSpace();
        if (free < NEEDED_DISK) {
            throw new Refusal(
                    "Only %d MB are free on the disk of %s, and Rapport needs 2 GB: make room, or set RAPPORT_HOME to a folder on another disk."
                            .formatted(free >> 20, home.folder()));
        }
    }

    /** A killed launcher's parts notice within seconds; ends the ones that hang. */
    private static void awaitOrphans(Home home) throws IOException {
        var left = StackState.read(home.state());
        if (left.isEmpty()) {
            return;
        }
        for (var part : left.get().parts()) {
            var process = ProcessHandle.of(part.pid())
                    .filter(found -> found.info()
                            .startInstant()
                            .filter(start ->
                                    start.isAfter(left.get().startedAt().minusSeconds(2))
                                            && start.isBefore(part.since().plusSeconds(2)))
                            .isPresent());
            if (process.isPresent()) {
                try {
                    process.get().onExit().get(ORPHANS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                } catch (Exception hangs) {
                    process.get().destroyForcibly();
                }
            }
        }
    }

    private static void requirePorts(Map<Integer, String> wanted) {
        var busy = wanted.keySet().stream().filter(Preflight::isBusy).toList();
        if (!busy.isEmpty()) {
            var who = busy.stream()
                    .map(port -> port + " (for " + wanted.get(port) + ")")
                    .collect(Collectors.joining(", "));
            throw new Refusal(
                    (busy.size() == 1 ? "Port " + who + " is taken" : "Ports " + who + " are taken")
                            + " by another program: see which with `lsof -nP -iTCP:" + busy.getFirst()
                            + " -sTCP:LISTEN` and stop it, or move all of Rapport's ports with RAPPORT_PORT_OFFSET=1000 ./rapport up.");
        }
    }

    private static boolean isBusy(int port) {
        if (Ports.answers(port)) {
            return true;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
