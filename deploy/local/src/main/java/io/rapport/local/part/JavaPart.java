package io.rapport.local.part;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A Java program run as a child that dies with this process. */
public final class JavaPart implements RunningPart {

    private final Process process;
    private final BooleanSupplier ready;

    private JavaPart(Process process, BooleanSupplier ready) {
        this.process = process;
        this.ready = ready;
    }

    /**
     * What to run.
     *
     * @param code where the JVM finds {@link Tethered} and the main class: its options `-cp` or `-jar`
     */
    public record Command(
            String mainClass,
            List<String> code,
            List<String> jvmOptions,
            List<String> arguments,
            Map<String, String> environment,
            Path workingDirectory) {

        /** A main class somewhere on a class path of jars, or of `folder/*` for all jars of a folder. */
        public static List<String> onClassPath(String classPath) {
            return List.of("-cp", ownCode() + File.pathSeparator + classPath, Tethered.class.getName());
        }

        /** A jar made by {@link TetheredJar}. */
        public static List<String> inJar(Path jar) {
            return List.of("-jar", jar.toString());
        }

        List<String> line() {
            var line = new ArrayList<String>();
            // The terminal sends Ctrl-C to the whole group; only the launcher is to hear it, and to stop its parts in
            // order.
            line.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.add("-D" + Tethered.PID + "=" + ProcessHandle.current().pid());
            line.addAll(jvmOptions);
            line.addAll(code);
            line.add(mainClass);
            line.addAll(arguments);
            return line;
        }
    }

    /** Starts the program; its output is appended to the log. */
    public static JavaPart start(Command command, Path log, BooleanSupplier ready) throws IOException {
        Files.createDirectories(command.workingDirectory());
        var builder = new ProcessBuilder(command.line())
                .directory(command.workingDirectory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(command.environment());
        return new JavaPart(builder.start(), ready);
    }

    /** Runs the program to its end and fails unless it ends well. */
    static void run(Command command, Path log) throws IOException {
        var part = start(command, log, () -> true);
        try {
            int status = part.process.waitFor();
            if (status != 0) {
                throw new IOException(command.mainClass() + " ended with " + status + "; see " + log);
            }
        } catch (InterruptedException e) {
            part.process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + command.mainClass() + " was running", e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    @Override
    public boolean isReady() {
        return process.isAlive() && ready.getAsBoolean();
    }

    @Override
    public void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The jar or folder this class was loaded from, where the child finds {@link Tethered}. */
    public static String ownCode() {
        try {
            return Path.of(Tethered.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
