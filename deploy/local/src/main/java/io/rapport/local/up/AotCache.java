package io.rapport.local.up;

import io.rapport.local.part.JavaPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A part's start-up cache of the JDK (25 or newer): classes loaded and linked once, for all later starts.
 *
 * <p>The first start records, the orderly end of that run writes the cache. Its name carries a checksum of the JDK and of the
 * jars, so that a new build makes a new one.
 */
public final class AotCache {

    private static final int FIRST_JDK = 25;

    private final Path file;

    private AotCache(Path file) {
        this.file = file;
    }

    /**
     * The cache for a part, or nothing when this JDK cannot.
     *
     * @param jars files or folders; any change of size or time in them asks for a new cache
     */
    static Optional<AotCache> of(Path folder, String part, List<Path> jars) throws IOException {
        if (Runtime.version().feature() < FIRST_JDK) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        var checksum = new CRC32();
        checksum.update((System.getProperty("java.vm.version") + System.getProperty("java.home"))
                .getBytes(StandardCharsets.UTF_8));
        var all = new ArrayList<>(jars);
        all.add(Path.of(JavaPart.ownCode()));
        for (var jar : all) {
            try (var files = Files.walk(jar)) {
                files.filter(Files::isRegularFile).sorted().forEach(file -> checksum.update(describe(file)));
            }
        }
        var file = folder.resolve("%s-%08x.aot".formatted(part, checksum.getValue()));
        forgetOthers(folder, part, file);
        return Optional.of(new AotCache(file));
    }

    List<String> options() {
        return Files.exists(file)
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:AOTCacheOutput=" + draft(), "-Xlog:aot=off", "-Xlog:cds=off");
    }

    boolean isRecording() {
        return !Files.exists(file);
    }

    /** Takes the cache that an orderly end has written, if it did. */
    void keep() {
        try {
            // The JVM removes its temporary configuration last; one that was cut off leaves it, and half a cache.
            if (Files.exists(draft()) && !Files.exists(draft().resolveSibling(draft().getFileName() + ".config"))) {
                Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + ".draft");
    }

    private static byte[] describe(Path file) {
        try {
            return (file + ":" + Files.size(file) + ":"
                            + Files.getLastModifiedTime(file).toMillis())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forgetOthers(Path folder, String part, Path current) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.sorted(Comparator.naturalOrder()).toList()) {
                if (file.getFileName().toString().matches(part + "-[0-9a-f]{8}\\.aot.*") && !file.equals(current)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
