package io.rapport.load.parse;

import io.rapport.local.part.Layout;
import io.rapport.local.up.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * How many mails a second one thread reads: parse, classify, and find the new words.
 *
 * <p>It runs the email adapter's own parser out of the adapter's jars, in a class loader of their own; nothing else of the platform
 * runs.
 */
public final class ParseBench {
    private static final MethodHandle PARSE = parser();
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int MEASUREMENTS_OF_ONE = 5;
    private static final Duration OF_A_KIND = Duration.ofSeconds(1);
    private static final int TARGET = 2_000;

    private final PrintStream out;

    public ParseBench(PrintStream out) {
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @param folder of mails, one a file; ordinary ones are made up when absent
     */
    public void run(@Nullable Path folder) throws IOException {
        var kinds = folder == null
                ? new OrdinaryMails().all()
                : List.of(new OrdinaryMails.Kind(folder.toString(), read(folder)));
        var all = new ArrayList<byte[]>();
        kinds.forEach(kind -> all.addAll(kind.mails()));
        if (all.isEmpty()) {
            throw new Refusal("There are no files in " + folder + ": give a folder of mails by --mails.");
        }
        out.printf("- warming up with %,d mails ...%n", all.size());
        measure(all, WARM_UP);
        out.printf("%n%-24s %9s %9s %9s%n", "kind", "KB", "µs", "mails/s");
        if (kinds.size() > 1) {
            for (var kind : kinds) {
                print(kind.name(), kind.mails(), measure(kind.mails(), OF_A_KIND));
            }
        }
        var whole = measure(all, WHOLE);
        print("all", all, whole);
        out.printf(
                "%nparse + classify + strip: %,.0f mails/s a core, warm, one thread%nTarget: at least %,d mails/s: %s%n",
                whole.perSecond(), TARGET, whole.perSecond() >= TARGET ? "met" : "missed");
        if (whole.unread() > 0) {
            out.printf("%,d of %,d mails could not be read.%n", whole.unread(), all.size());
        }
    }

    /** Processor time for one mail, when the compiler is done with it: the least of some measurements, so that nothing else is in it. */
    public static Duration timeOfOne(byte[] mail) {
        var mails = List.of(mail);
        measure(mails, WARM_UP);
        double perSecond = DoubleStream.generate(() -> measure(mails, OF_A_KIND).perSecond())
                .limit(MEASUREMENTS_OF_ONE)
                .max()
                .orElseThrow();
        return Duration.ofNanos(Math.round(1e9 / perSecond));
    }

    private void print(String name, List<byte[]> mails, Result result) {
        double kilobytes =
                mails.stream().mapToInt(mail -> mail.length).average().orElse(0) / 1024;
        out.printf("%-24s %9.1f %9.0f %,9.0f%n", name, kilobytes, 1e6 / result.perSecond(), result.perSecond());
    }

    /**
     * What one thread did.
     *
     * @param unread of the mails, in one round
     */
    private record Result(long mails, long cpuNanos, int unread) {
        double perSecond() {
            return mails * 1e9 / cpuNanos;
        }
    }

    /** Whole rounds, for at least so long; by the thread's own processor time, so that other programs do not count. */
    private static Result measure(List<byte[]> mails, Duration atLeast) {
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        long done = 0;
        int unread;
        long used;
        do {
            unread = 0;
            for (var mail : mails) {
                unread += parse(mail) ? 0 : 1;
            }
            done += mails.size();
            used = threads.getCurrentThreadCpuTime() - begun;
        } while (used < atLeast.toNanos());
        return new Result(done, used, unread);
    }

    private static boolean parse(byte[] mail) {
        try {
            return ((Optional<?>) PARSE.invokeExact(mail, (String) null)).isPresent();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle parser() {
        try {
            var jars = new ArrayList<URL>();
            for (var folder : List.of("app", "lib/main")) {
                try (var files = Files.list(
                        Layout.find().root().resolve("services/email-adapter/target/quarkus-app/" + folder))) {
                    for (var jar : files.toList()) {
                        jars.add(jar.toUri().toURL());
                    }
                }
            }
            var adapter = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            return MethodHandles.publicLookup()
                    .findStatic(
                            adapter.loadClass("io.rapport.email.inbound.EmailParser"),
                            "parse",
                            MethodType.methodType(Optional.class, byte[].class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The email adapter has no parser of this shape", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The email adapter is not built", e);
        }
    }

    private static List<byte[]> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(folder + " is no folder: give a folder of mails by --mails.");
        }
        var mails = new ArrayList<byte[]>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                mails.add(Files.readAllBytes(file));
            }
        }
        return mails;
    }
}
