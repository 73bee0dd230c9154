package io.rapport.platform.channel.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An object store in a folder, for one machine.
 *
 * <p>An object named by its content is written in its place: nobody knows the name before it is whole, and what a crash left
 * half written is told by its size. What is added to an object is written at its end at once, which the system does for one
 * writer after the other. Any other is written beside its place and renamed or linked into it. Nothing is forced to the disk: a
 * crash of the process loses nothing, a crash of the machine may lose the last seconds.
 */
public class FolderObjectStore implements ObjectStore {
    private static final int MOST_OPEN = 500;

    /** Far less than the age at which an object is removed, so that nothing is added to a file that is no more. */
    private static final long LONGEST_OPEN_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path root;
    private final String writer = ".tmp-" + UUID.randomUUID() + "-";
    private final AtomicLong writes = new AtomicLong();
    /** What is added to from time to time, the longest unused first. */
    private final LinkedHashMap<Path, Open> open = new LinkedHashMap<>();

    private record Open(FileChannel channel, long since) {}

    private interface Making<T> {
        T make(Path file) throws IOException;
    }

    public FolderObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public boolean keep(String key, byte[] content) {
        var place = place(key);
        try {
            write(place, content);
            return true;
        } catch (FileAlreadyExistsException again) {
            if (isWhole(place, content.length)) {
                return false;
            }
            put(key, content);
            return true;
        } catch (IOException e) {
            throw unavailable(place, e);
        }
    }

    private static boolean isWhole(Path place, int size) {
        try {
            return Files.size(place) == size;
        } catch (IOException e) {
            throw unavailable(place, e);
        }
    }

    @Override
    public void put(String key, byte[] content) {
        var place = place(key);
        try {
            var written = write(beside(place), content);
            try {
                Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Files.deleteIfExists(written);
                throw e;
            }
        } catch (IOException e) {
            throw unavailable(place, e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        var place = place(key);
        try {
            var written = write(beside(place), content);
            try {
                Files.createLink(place, written);
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            } finally {
                Files.delete(written);
            }
        } catch (IOException e) {
            throw unavailable(place, e);
        }
    }

    @Override
    public long append(String key, byte[] content) {
        var place = place(key);
        try {
            return append(place, content);
        } catch (IOException e) {
            throw unavailable(place, e);
        }
    }

    @Override
    public boolean isGoodAtAppending() {
        return true;
    }

    /** To open a file costs more than to add to it, so those that are added to stay open for a while, each in one hand at a time. */
    private long append(Path file, byte[] content) throws IOException {
        var open = taken(file);
        try {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                open.channel.write(rest);
            }
            long size = open.channel.size();
            giveBack(file, open);
            return size;
        } catch (IOException | RuntimeException e) {
            open.channel.close();
            throw e;
        }
    }

    private Open taken(Path file) throws IOException {
        Open known;
        synchronized (open) {
            known = open.remove(file);
        }
        if (known != null && System.nanoTime() - known.since < LONGEST_OPEN_NANOS) {
            return known;
        }
        if (known != null) {
            known.channel.close();
        }
        return new Open(inFolder(file, FolderObjectStore::toAppend), System.nanoTime());
    }

    private static FileChannel toAppend(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void giveBack(Path file, Open used) throws IOException {
        Open superfluous;
        synchronized (open) {
            superfluous = open.put(file, used);
            if (superfluous == null && open.size() > MOST_OPEN) {
                superfluous = open.pollFirstEntry().getValue();
            }
        }
        if (superfluous != null) {
            superfluous.channel.close();
        }
    }

    @Override
    public Optional<byte[]> read(String key) {
        var place = place(key);
        try {
            return Optional.of(Files.readAllBytes(place));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable(place, e);
        }
    }

    /**
     * Removes what was written before a time and whose key begins with the name of any tenant and then this folder. Objects that
     * come and go meanwhile are no fault.
     *
     * @return how many
     */
    public int removeOld(String folder, Instant before) {
        int removed = 0;
        for (var tenant : children(root)) {
            var pending = new ArrayDeque<Path>(List.of(tenant.resolve(folder)));
            while (!pending.isEmpty()) {
                for (var child : children(pending.pop())) {
                    if (Files.isDirectory(child)) {
                        pending.push(child);
                    } else if (removeIfOld(child, before)) {
                        removed++;
                    }
                }
            }
        }
        return removed;
    }

    private static boolean removeIfOld(Path object, Instant before) {
        try {
            return Files.getLastModifiedTime(object).toInstant().isBefore(before) && Files.deleteIfExists(object);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw unavailable(object, e);
        }
    }

    private static List<Path> children(Path folder) {
        try (var children = Files.list(folder)) {
            return children.toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException e) {
            throw unavailable(folder, e);
        }
    }

    private Path beside(Path place) {
        return place.resolveSibling(writer + writes.incrementAndGet());
    }

    private static Path write(Path file, byte[] content) throws IOException {
        return inFolder(file, it -> Files.write(it, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** The folder is only made when it turns out to be missing, which is once. */
    private static <T> T inFolder(Path file, Making<T> making) throws IOException {
        try {
            return making.make(file);
        } catch (NoSuchFileException folderMissing) {
            Files.createDirectories(file.resolve("..").normalize());
            return making.make(file);
        }
    }

    private Path place(String key) {
        var place = root.resolve(key).normalize();
        if (!place.startsWith(root) || place.equals(root)) {
            throw new IllegalArgumentException("The key \"" + key + "\" leads out of the store");
        }
        return place;
    }

    private static StoreUnavailable unavailable(Path place, IOException e) {
        return new StoreUnavailable(
                "The payload store could not use " + place + " (" + e.getClass().getSimpleName()
                        + "): check that the folder of rapport.store.folder exists, is writable and has space",
                e);
    }
}
