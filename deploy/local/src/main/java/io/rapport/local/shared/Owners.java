package io.rapport.local.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** The processes on whose behalf the shared parts run, each a file named after its pid and start. */
final class Owners {

    private Owners() {}

    /** The Maven around this JVM; without one, what started it (an IDE, say). */
    static ProcessHandle ownerOfThisJvm() {
        var self = ProcessHandle.current();
        return Stream.iterate(
                        self.parent(),
                        parent -> parent.isPresent(),
                        parent -> parent.get().parent())
                .map(parent -> parent.get())
                .filter(Owners::isMaven)
                .findFirst()
                // whose parent has ended belongs to process 1, which never ends: then it is its own owner
                .or(() -> self.parent().filter(parent -> parent.pid() != 1))
                .orElse(self);
    }

    static void register(Path folder, ProcessHandle owner) throws IOException {
        Files.createDirectories(folder.resolve("owners"));
        Files.writeString(folder.resolve("owners").resolve(nameOf(owner)), "");
    }

    /** Whether one of them still lives; forgets the others. */
    static boolean anyAlive(Path folder) throws IOException {
        boolean any = false;
        try (var files = Files.list(folder.resolve("owners"))) {
            for (var file : files.toList()) {
                if (isAlive(file.getFileName().toString())) {
                    any = true;
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return any;
    }

    private static boolean isMaven(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("classworlds");
    }

    private static boolean isAlive(String name) {
        var pid = Long.parseLong(name.substring(0, name.indexOf('-')));
        return ProcessHandle.of(pid).map(Owners::nameOf).filter(name::equals).isPresent();
    }

    private static String nameOf(ProcessHandle process) {
        return process.pid()
                + "-"
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
