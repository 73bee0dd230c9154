package io.rapport.local.up;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one launcher of a {@link Home}; the system lets go of it however that launcher ends. */
final class LauncherLock implements AutoCloseable {

    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or nothing when another launcher holds it. */
    static Optional<LauncherLock> tryTake(Home home) throws IOException {
        Files.createDirectories(home.folder());
        var channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new LauncherLock(channel));
            }
        } catch (OverlappingFileLockException heldByThisJvm) {
            // As good as held by another.
        }
        channel.close();
        return Optional.empty();
    }

    /** The state of the running launcher, or nothing when none runs. */
    static Optional<StackState> running(Home home) throws IOException {
        try (var lock = tryTake(home).orElse(null)) {
            return lock == null ? StackState.read(home.state()) : Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
