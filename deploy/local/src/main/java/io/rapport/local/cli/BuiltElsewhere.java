package io.rapport.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Verbs that the script carries out by itself; they are here for `help`. */
final class BuiltElsewhere {

    private BuiltElsewhere() {}

    /** Explains itself instead of doing anything. */
    abstract static sealed class Verb implements Callable<Integer> {
        @Override
        public Integer call() {
            System.err.println("Run this through the script ./rapport.");
            return 2;
        }
    }

    @Command(
            name = "test",
            description = {
                "Builds everything and runs every test, as CI does (mvn verify); more arguments go to Maven.",
                "Reports are in each module's target/surefire-reports. Installs nothing outside the checkout."
            })
    static final class Test extends Verb {}

    @Command(
            name = "bench",
            description = "Measures throughput, latency and CPU per message. The options: ./rapport bench --help")
    static final class Bench extends Verb {}

    @Command(
            name = "chaos",
            description =
                    "Kills each part in turn while mail flows, and counts that nothing was lost. The options: ./rapport chaos --help")
    static final class Chaos extends Verb {}

    @Command(
            name = "doctor",
            description = "Shows which JDK, Maven and Node this checkout uses, and where it found them.")
    static final class Doctor extends Verb {}
}
