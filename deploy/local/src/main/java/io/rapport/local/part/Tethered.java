package io.rapport.local.part;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class, and ends the JVM when the process that started it is gone.
 *
 * <p>A killed launcher cannot clean up, so each child watches for itself. A wrapper rather than a Java agent, because an
 * agent would switch off the AOT cache.
 */
public final class Tethered {

    /** The system property with the pid to watch. */
    static final String PID = "rapport.tether";

    private Tethered() {}

    /** Takes the main class to run and its arguments. */
    public static void main(String[] args) throws Throwable {
        long pid = Long.parseLong(System.getProperty(PID));
        Thread.ofPlatform().daemon().name("tether").start(() -> endWith(pid));
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWith(long pid) {
        ProcessHandle.of(pid).ifPresent(parent -> parent.onExit().join());
        // Not exit(): whoever starts the stack again needs the ports at once, and all parts bear a crash.
        Runtime.getRuntime().halt(143);
    }
}
